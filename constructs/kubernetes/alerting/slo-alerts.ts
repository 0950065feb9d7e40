import type { Runbook } from '../../../model';
import type { Alert, AlertCases } from './alert';
import type { Slo } from './slo';
import type { Sli } from './slo-indicator';
import { type Burn, burns, ratioIn, requestsIn } from './slo-recordings';
import type { Target } from './target';

/** An alert for each burn rate. */
export const burnAlerts = (slo: Slo, sli: Sli): Alert[] =>
  burns.map((burn) => ({
    name: `${slo.name}BudgetBurn`,
    expr: (on) => expression(slo, burn, on),
    for: burn.for,
    severity: burn.severity,
    labels: { slo: slo.name, long: burn.long, short: burn.short },
    summary: `More requests ${sli.bad} than the objective allows.`,
    description: () => `{{ $value | humanizePercentage }} of the requests of the last ${burn.long} ${sli.bad}; the objective allows ${allowed(slo)}.`,
    runbook: slo.runbook,
    cases: () => cases(slo, sli, burn),
  }));

/** The long window shows that the problem is significant, the short one that it continues. */
function expression({ name, objective, minimumPerSecond }: Slo, { factor, long, short }: Burn, { namespace, name: component }: Target): string {
  const own = `{namespace="${namespace}",component="${component}",slo="${name}"}`;
  const bound = `${factor} * (1 - ${objective})`;
  return `${ratioIn(long)}${own} > ${bound} and ${ratioIn(short)}${own} > ${bound} and ${requestsIn(long)}${own} > ${minimumPerSecond}`;
}

const percent = (share: number): string => `${Number((share * 100).toPrecision(4))}%`;
const allowed = ({ objective }: Slo): string => percent(1 - objective);

function cases(slo: Slo, sli: Sli, burn: Burn): AlertCases {
  const minutes = minutesOf(burn.for) + 10;
  const at = `${minutes}m`;
  const bound = burn.factor * (1 - slo.objective);
  // The part of a window before the first sample counts as no requests.
  const enough = slo.minimumPerSecond * 60 * 2 * (minutesOf(burn.long) / (minutes - minutesOf(burn.for)) + 1);
  const shown = bound * 1.1;
  const description = `${percent(shown)} of the requests of the last ${burn.long} ${sli.bad}; the objective allows ${allowed(slo)}.`;
  const labels = { slo: slo.name, long: burn.long, short: burn.short };
  return {
    fires: { series: sli.series(enough, shown, minutes), at, alerts: [{ labels, description }] },
    justBelow: { series: sli.series(enough, bound * 0.99, minutes), at },
    missing: { at, alerts: [] },
    more: [{ name: 'too little traffic', series: sli.series(slo.minimumPerSecond * 60 * 0.9, shown, minutes), at, alerts: [] }],
  };
}

const minuteUnits = { m: 1, h: 60, d: 1440 } as const;
const minutesOf = (duration: Burn['for' | 'long']): number =>
  Number.parseInt(duration, 10) * minuteUnits[duration.slice(-1) as keyof typeof minuteUnits];

/** Fires if the metric is missing: the burn alerts cannot fire then. */
export function absenceAlert(slo: Slo, sli: Sli): Alert {
  const labels = { slo: slo.name };
  const description = `Prometheus has no series of ${slo.name}'s metric; whether requests ${sli.bad} is unknown.`;
  const at = '11m';
  return {
    name: `${slo.name}NotMeasured`,
    expr: () => `absent(sum(${sli.measured}))`,
    for: '10m',
    severity: 'critical',
    labels,
    summary: 'The objective is not measured: its metric is missing.',
    description: () => description,
    runbook: notMeasured,
    cases: () => ({
      fires: { series: {}, at, alerts: [{ labels, description }] },
      justBelow: { series: sli.series(1, 0, 11), at },
      missing: { at, alerts: [{ labels, description }] },
    }),
  };
}

const notMeasured: Runbook = {
  means:
    'No pod of the service exposes the metric, or Prometheus reaches no pod. The service may be down, and the alerts for its error budget cannot fire.',
  look: '`kubectl -n $NAMESPACE get pods -l app.kubernetes.io/instance=$NAME`, and the targets of job `$NAMESPACE/$NAME` in Prometheus (Status, Targets): the scrape error shows whether the port, the path or the network is wrong.',
  act: 'If the pods are down, bring them back. If they run, check three things: does the metrics port answer (`kubectl -n $NAMESPACE port-forward POD PORT`), does `cluster.scraper` select this Prometheus, and did the last release rename the metric?',
};
