import type { ComponentAlerts, Model } from '../../model';
import { alertMetrics } from '../../policies/alert-metrics';
import { alert, alertsOf, availability } from '../constructs/kubernetes/alerting/fixture';
import { lines, model } from './fixture';

const withAlerts = (alerts: ComponentAlerts): Model => ({ ...model(), alerts: [alerts] });
const reading = (expr: string) => withAlerts(alertsOf({ alerts: [{ ...alert, expr: () => expr }] }));

describe('alert-metrics', () => {
  it('passes alerts on metrics that the exporter gave, and on recording rules of their own component', () => {
    expect(lines(alertMetrics, withAlerts(alertsOf({ alerts: [alert], slos: [availability] })))).toEqual([]);
  });

  it('passes metrics that the cluster gives', () => {
    expect(lines(alertMetrics, reading('kube_pod_info{namespace="shop"} == 0'))).toEqual([]);
  });

  it('fails where no exporter gives a metric, wherever it stands in the expression', () => {
    expect(lines(alertMetrics, reading('shop_up{namespace="shop"} == 0 and on (pod) rate(shop_gone{namespace="shop"}[5m]) > 1'))).toEqual([
      'shopfds/production alerts of shop/shop ShopDown | it reads shop_gone, which none of its exporters gave when they were recorded (shop 1.0.0) | ' +
        'name a metric that they give, record them again (make scrape), or list it in policies/cluster-metrics.json where the cluster itself gives it',
    ]);
  });

  it('fails where nothing was recorded', () => {
    const alerts = alertsOf({ alerts: [alert], metrics: [] });
    expect(lines(alertMetrics, withAlerts(alerts))).toEqual([expect.stringContaining('recorded (none is recorded)')]);
  });

  it('fails where a selector names no metric', () => {
    expect(lines(alertMetrics, reading('{namespace="shop"} == 0'))).toEqual([expect.stringContaining('it reads {namespace="shop"}, which none')]);
  });

  it.each(['shop_up == 0', 'shop_up{namespace="data"} == 0', 'shop_up{namespace=~"shop"} == 0', 'shop_up{namespace!="shop"} == 0'])(
    'fails where an expression may see other namespaces: %s',
    (expr) => {
      expect(lines(alertMetrics, reading(expr))).toEqual([expect.stringContaining('does not select namespace shop alone')]);
    },
  );

  it('fails where an expression is no PromQL', () => {
    expect(lines(alertMetrics, reading('shop_up{namespace="shop"} =='))).toEqual([expect.stringContaining('its expression is no PromQL')]);
  });
});
