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

/**
 * Fire if the metric is missing, because the burn alerts cannot fire then. It is a warning while Prometheus reaches a pod: a counter with labels does
 * not exist before the first request.
 */
export const absenceAlerts = (slo: Slo, sli: Sli): Alert[] => [
  absence(slo, sli, {
    severity: 'warning',
    condition: () => '',
    pods: (on) => ({ [`up${on.ownOf(0)}`]: '1x11' }),
  }),
  absence(slo, sli, {
    severity: 'critical',
    condition: (on) => ` and (max(up${on.own()}) or vector(0)) == 0`,
    pods: (on) => ({ [`up${on.ownOf(0)}`]: '0x11' }),
  }),
];

interface Absence {
  readonly severity: Alert['severity'];
  /** PromQL of a further condition. */
  readonly condition: (on: Target) => string;
  /** Series of a test for the pods. */
  readonly pods: (on: Target) => AlertCases['fires']['series'];
}

function absence(slo: Slo, sli: Sli, { severity, condition, pods }: Absence): Alert {
  const labels = { slo: slo.name };
  const description = `Prometheus has no series of ${slo.name}'s metric; whether requests ${sli.bad} is unknown.`;
  const at = '11m';
  const alerts = [{ labels, description }] as const;
  return {
    name: `${slo.name}NotMeasured`,
    expr: (on) => `absent(sum(${sli.measured}))${condition(on)}`,
    for: '10m',
    severity,
    labels,
    summary: 'The objective is not measured: its metric is missing.',
    description: () => description,
    runbook: notMeasured,
    cases: (on) => ({
      fires: { series: pods(on), at, alerts },
      justBelow: { series: { ...pods(on), ...sli.series(1, 0, 11) }, at },
      missing: { at, alerts },
      ...(severity === 'critical' && {
        more: [
          {
            name: 'pods are scraped, and there was no request yet',
            series: { [`up${on.ownOf(0)}`]: '0x11', [`up${on.ownOf(1)}`]: '1x11' },
            at,
            alerts: [],
          },
        ],
      }),
    }),
  };
}

const notMeasured: Runbook = {
  means:
    'No pod of the service exposes the metric. `critical`: Prometheus reaches no pod, and the service may be down. `warning`: it reaches pods, but they served no request yet, or the metric has another name. The alerts for the error budget cannot fire.',
  look: '`kubectl -n $NAMESPACE get pods -l app.kubernetes.io/instance=$NAME`, and the targets of job `$NAMESPACE/$NAME` in Prometheus (Status, Targets): the scrape error shows whether the port, the path or the network is wrong.',
  act: 'If the pods are down, bring them back. If they run, check three things: does the metrics port answer (`kubectl -n $NAMESPACE port-forward POD PORT`), does `cluster.scraper` select this Prometheus, and did the last release rename the metric?',
};
