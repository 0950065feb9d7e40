import type { ComponentAlerts, Model } from '../../model';
import { alertMetrics } from '../../policies/alert-metrics';
import { alert, alertsOf, availability } from '../constructs/kubernetes/alerting/fixture';
import { lines, model } from './fixture';

const withAlerts = (alerts: ComponentAlerts): Model => ({ ...model(), alerts: [alerts] });
const reading = (expr: string) => withAlerts(alertsOf({ alerts: [{ ...alert, expr: () => expr }] }));

describe('alert-metrics', () => {
  it('passes alerts on metrics that the exporter exposes, and on recording rules of their own component', () => {
    expect(lines(alertMetrics, withAlerts(alertsOf({ alerts: [alert], slos: [availability] })))).toEqual([]);
  });

  it('passes metrics that the cluster provides', () => {
    expect(lines(alertMetrics, reading('kube_pod_info{namespace="shop"} == 0'))).toEqual([]);
  });

  it('fails where no exporter exposes a metric, anywhere in the expression', () => {
    expect(lines(alertMetrics, reading('shop_up{namespace="shop"} == 0 and on (pod) rate(shop_gone{namespace="shop"}[5m]) > 1'))).toEqual([
      'shopfds/production alerts of shop/shop ShopDown | it reads shop_gone, which no recorded scrape of its exporters contains (recorded: shop 1.0.0) | ' +
        'use a metric that they expose, record a scrape again (make scrape), or list it in policies/cluster-metrics.json if the cluster itself provides it',
    ]);
  });

  it('fails where nothing was recorded', () => {
    const alerts = alertsOf({ alerts: [alert], metrics: [] });
    expect(lines(alertMetrics, withAlerts(alerts))).toEqual([expect.stringContaining('(recorded: none)')]);
  });

  it('fails where a selector names no metric', () => {
    expect(lines(alertMetrics, reading('{namespace="shop"} == 0'))).toEqual([
      expect.stringContaining('it reads {namespace="shop"}, which no recorded scrape'),
    ]);
  });

  it.each(['shop_up == 0', 'shop_up{namespace="data"} == 0', 'shop_up{namespace=~"shop"} == 0', 'shop_up{namespace!="shop"} == 0'])(
    'fails where an expression may see other namespaces: %s',
    (expr) => {
      expect(lines(alertMetrics, reading(expr))).toEqual([expect.stringContaining('does not select only namespace shop')]);
    },
  );

  it('fails where an expression is not valid PromQL', () => {
    expect(lines(alertMetrics, reading('shop_up{namespace="shop"} =='))).toEqual([expect.stringContaining('its expression is not valid PromQL')]);
  });
});
