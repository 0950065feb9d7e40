import { platforms } from '../../charts/platforms';
import type { AlertRecord, ComponentAlerts } from '../../model';
import { promtool } from '../../tools/promtool/run';
import { alert, alertsOf, availability, latency } from '../constructs/kubernetes/alerting/fixture';

/** Alerts of all environments; what is the same in two is tested once. */
const components = (): ComponentAlerts[] => {
  const all = platforms.flatMap((platform) => platform.environments.flatMap((environment) => platform.build(environment).alerts));
  return [...new Map(all.map((component) => [JSON.stringify([component.alerts, component.recordings]), component])).values()];
};

/** The alert with its last comparison changed: by so little that the value just below its threshold fires, or to the contrary. */
const mutant = (alert: AlertRecord): AlertRecord => {
  const changes: Readonly<Record<string, string>> = { '>': '>=', '<': '<=', '<=': '<', '==': '!=', '!=': '==' };
  const expr = alert.expr.replace(/ (>|<|<=|==|!=) (?!.* (>|<|<=|==|!=) )/, (_, operator: string) => ` ${changes[operator]} `);
  if (expr === alert.expr) throw new Error(`${alert.name} compares nothing: ${alert.expr}`);
  return { ...alert, expr };
};

const named = (component: ComponentAlerts, index: number): ComponentAlerts => ({ ...component, namespace: `${index}.${component.namespace}` });

describe('promtool', () => {
  it('finds the rules of all platforms sound, and every case as it is said to be', () => {
    expect(promtool(components().map(named))).toBe('');
  });

  it('would notice a change of the comparison in any alert', () => {
    const mutants = components().map((component) => ({ ...component, alerts: component.alerts.map(mutant) }));
    const complaints = promtool(mutants.map(named));
    const unnoticed = mutants.flatMap(({ alerts }) => alerts).filter(({ name, severity }) => !complaints.includes(`${name} (${severity}): `));
    expect(unnoticed.map(({ name, severity }) => `${name} ${severity}`)).toEqual([]);
  });

  it('finds those of objectives sound', () => {
    expect(promtool([alertsOf({ slos: [availability, { ...latency, thresholdSeconds: 1 }] })])).toBe('');
  });

  it('complains where an alert fires at the wrong side of its threshold', () => {
    const wrong = alertsOf({ alerts: [{ ...alert, expr: (on) => `shop_up${on.own()} > 0` }] });
    expect(promtool([wrong])).toMatch(/ShopDown \(critical\): fires,[\s\S]*ShopDown \(critical\): just below,/);
  });

  it('complains where an alert sees another component', () => {
    const wrong = alertsOf({ alerts: [{ ...alert, expr: () => 'shop_up == 0' }] });
    expect(promtool([wrong])).toContain('ShopDown (critical): fires in another namespace');
  });

  it('complains of an expression that is none', () => {
    expect(promtool([alertsOf({ alerts: [{ ...alert, expr: () => 'shop_up ==' }] })])).toContain('could not parse expression');
  });
});
