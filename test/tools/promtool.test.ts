import { platforms } from '../../charts/platforms';
import type { AlertRecord, ComponentAlerts } from '../../model';
import { promtool } from '../../tools/promtool/run';
import { alert, alertsOf, availability, latency } from '../constructs/kubernetes/alerting/fixture';

/** Alerts of all environments, production first. Alerts with the same key are tested once. */
function components(keyOf: (alert: AlertRecord) => unknown): ComponentAlerts[] {
  const seen = new Set<string>();
  const isNew = (component: ComponentAlerts, alert: AlertRecord): boolean => {
    const key = JSON.stringify([component.namespace, component.component, component.recordings, keyOf(alert)]);
    return !seen.has(key) && Boolean(seen.add(key));
  };
  return platforms
    .flatMap((platform) => platform.environments.toReversed().flatMap((environment) => platform.build(environment).alerts))
    .map((component) => ({ ...component, alerts: component.alerts.filter((each) => isNew(component, each)) }))
    .filter(({ alerts }) => alerts.length > 0);
}

/** The alert with its last comparison changed, either so little that the value just below its threshold fires, or to the opposite. */
const mutant = (alert: AlertRecord): AlertRecord => {
  const changes: Readonly<Record<string, string>> = { '>': '>=', '<': '<=', '<=': '<', '==': '!=', '!=': '==' };
  const expr = alert.expr.replace(/ (>|<|<=|==|!=) (?!.* (>|<|<=|==|!=) )/, (_, operator: string) => ` ${changes[operator]} `);
  if (expr === alert.expr) throw new Error(`${alert.name} compares nothing: ${alert.expr}`);
  return { ...alert, expr };
};

const named = (component: ComponentAlerts, index: number): ComponentAlerts => ({ ...component, namespace: `${index}.${component.namespace}` });

describe('promtool', () => {
  it('accepts the rules of all platforms and every case', () => {
    expect(promtool(components((each) => [each, each.cases()]).map(named))).toBe('');
  });

  it('detects a change of the comparison in any alert', () => {
    const mutants = components(({ name, severity }) => [name, severity]).map((component) => ({ ...component, alerts: component.alerts.map(mutant) }));
    const complaints = promtool(mutants.map(named));
    const unnoticed = mutants.flatMap(({ alerts }) => alerts).filter(({ name, severity }) => !complaints.includes(`${name} (${severity}): `));
    expect(unnoticed.map(({ name, severity }) => `${name} ${severity}`)).toEqual([]);
  });

  it('accepts the rules of objectives', () => {
    expect(promtool([alertsOf({ slos: [availability, { ...latency, thresholdSeconds: 1 }] })])).toBe('');
  });

  it('confirms that few failed requests do not outweigh many successful ones: a mean of ratios would fire here', () => {
    const slo = alertsOf({ slos: [availability] });
    const series = (code: number, values: string) => ({
      [`http_request_duration_seconds_count{namespace="shop",job="shop/shop",code="${code}"}`]: values,
    });
    // 5.5 hours with 6000 successful requests a minute, then 30 minutes with 60, of which a tenth fails.
    const uneven = {
      name: 'uneven traffic',
      series: { ...series(200, '0+6000x330 1980054+54x30'), ...series(503, '0x330 6+6x30') },
      at: '360m',
      alerts: [],
    };
    const burns = slo.alerts.filter(({ labels }) => labels.long === '6h').map((burn) => ({ ...burn, cases: () => [uneven] }));
    expect([burns.length, promtool([{ ...slo, alerts: burns }])]).toEqual([1, '']);
  });

  it('reports an alert that fires on the wrong side of its threshold', () => {
    const wrong = alertsOf({ alerts: [{ ...alert, expr: (on) => `shop_up${on.own()} > 0` }] });
    expect(promtool([wrong])).toMatch(/ShopDown \(critical\): fires,[\s\S]*ShopDown \(critical\): just below,/);
  });

  it('reports an alert that reads series of another component', () => {
    const wrong = alertsOf({ alerts: [{ ...alert, expr: () => 'shop_up == 0' }] });
    expect(promtool([wrong])).toContain('ShopDown (critical): fires in another namespace');
  });

  it('reports an invalid expression', () => {
    expect(promtool([alertsOf({ alerts: [{ ...alert, expr: () => 'shop_up ==' }] })])).toContain('could not parse expression');
  });
});
