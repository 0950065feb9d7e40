import type { ComponentAlerts, Model } from '../../model';
import { alertMetrics } from '../../policies/alert-metrics';
import { alert, alertsOf, availability } from '../constructs/kubernetes/alerting/fixture';
import { lines, model } from './fixture';

const withAlerts = (alerts: ComponentAlerts): Model => ({ ...model(), alerts: [alerts] });
const own = '{namespace="shop",job="shop/shop"}';
const reading = (expr: string) => withAlerts(alertsOf({ alerts: [{ ...alert, expr: () => expr }] }));

describe('alert-metrics', () => {
  it('passes alerts on metrics that the exporter exposes, and on recording rules of their own component', () => {
    expect(lines(alertMetrics, withAlerts(alertsOf({ alerts: [alert], slos: [availability] })))).toEqual([]);
  });

  it('passes metrics that the cluster provides', () => {
    expect(lines(alertMetrics, reading('kube_pod_info{namespace="shop",pod=~"shop-[0-9]+"} == 0'))).toEqual([]);
  });

  it('fails where no exporter exposes a metric, anywhere in the expression', () => {
    expect(lines(alertMetrics, reading(`shop_up${own} == 0 and on (pod) rate(shop_gone${own}[5m]) > 1`))).toEqual([
      'shopfds/production alerts of shop/shop ShopDown | it reads shop_gone, which no recorded scrape of its exporters contains (recorded: shop 1.0.0) | ' +
        'use a metric that they expose, record a scrape again (make scrape), or list it in policies/cluster-metrics.json if the cluster itself provides it',
    ]);
  });

  it('fails where nothing was recorded', () => {
    const alerts = alertsOf({ alerts: [alert], metrics: [] });
    expect(lines(alertMetrics, withAlerts(alerts))).toEqual([expect.stringContaining('(recorded: none)')]);
  });

  it('fails where a selector names no metric', () => {
    expect(lines(alertMetrics, reading(`${own} == 0`))).toEqual([expect.stringContaining(`it reads ${own}, which no recorded scrape`)]);
  });

  it.each([
    'shop_up == 0',
    'shop_up{namespace="data",job="shop/shop"} == 0',
    'shop_up{namespace=~"shop",job="shop/shop"} == 0',
    'shop_up{namespace!="shop",job="shop/shop"} == 0',
    'label_replace(shop_up{job="shop/shop",namespace="data"}, "namespace", "$1", "pod", "shop") == 0',
    'shop_up{namespace="shop"} == 0',
    'shop_up{namespace="shop",job="shop/another"} == 0',
    'shop_up{namespace="shop",job=~"shop/shop"} == 0',
    'shop_up{namespace="shop",component="shop"} == 0',
    'kube_pod_info{namespace="shop",pod=~"shopping-[0-9]+"} == 0',
    'kube_pod_info{namespace="shop",pod=~"shop-0|another-0"} == 0',
    'kube_pod_info{namespace="shop",pod!~"shop-[0-9]+"} == 0',
    'kube_pod_info{namespace="shop",pod=~"data-shop-[0-9]+"} == 0',
  ])('fails where an expression may see other namespaces or components: %s', (expr) => {
    expect(lines(alertMetrics, reading(expr))).toEqual([expect.stringContaining('does not select only shop in namespace shop')]);
  });

  it.each([
    'kube_pod_info{namespace="shop",pod="shop-0"} == 0',
    'kubelet_volume_stats_available_bytes{namespace="shop",persistentvolumeclaim=~"data-shop-[0-9]+"} == 0',
    'label_replace(shop_up{job="shop/shop",namespace="shop"}, "namespace", "$1", "pod", "data") == 0',
    `sum by (namespace) (shop_up${own}) == 0`,
  ])('passes an expression that names the component: %s', (expr) => {
    expect(lines(alertMetrics, reading(expr))).toEqual([]);
  });

  it('fails where an expression is not valid PromQL', () => {
    expect(lines(alertMetrics, reading('shop_up{namespace="shop"} =='))).toEqual([expect.stringContaining('its expression is not valid PromQL')]);
  });
});
