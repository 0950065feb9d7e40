import type { Runbook } from '../../../model';
import type { Alert, AlertCase } from './alert';
import type { Target } from './target';

/** How a component's measured pods are counted. */
export interface NotMeasured {
  /** Such as 'RedisNotMeasured'. */
  readonly name: string;
  /** Number of pods that must be measured. */
  readonly pods: number;
  /** PromQL with one result for each measured pod. */
  readonly measured: (on: Target) => string;
  /** Input series of a test for a pod that is measured, and for one that is not. */
  readonly series: (on: Target, ordinal: number, measured: boolean) => AlertCase['series'];
  readonly runbook: Runbook;
}

/** Fires if a pod is not measured: most alerts cannot fire for it then. */
export const notMeasured = ({ name, pods, measured, series, runbook }: NotMeasured): Alert => ({
  name,
  // Without vector(0), the expression has no result when no pod is measured, and the alert would not fire.
  expr: (on) => `(count(${measured(on)}) or vector(0)) < ${pods}`,
  for: '15m',
  severity: 'warning',
  summary: 'Metrics of some pods are missing: other alerts cannot fire for these pods.',
  description: (on) => `Prometheus gets metrics from only {{ $value }} pods of ${on.name}.`,
  runbook,
  cases: (on) => {
    const at = '16m';
    const some = (count: number) => Object.assign({}, ...Array.from({ length: pods }, (_, ordinal) => series(on, ordinal, ordinal < count)));
    const alert = (count: number) => ({ labels: {}, description: `Prometheus gets metrics from only ${count} pods of ${on.name}.` });
    return {
      fires: { series: some(pods - 1), at, alerts: [alert(pods - 1)] },
      justBelow: { series: some(pods), at },
      missing: { at, alerts: [alert(0)] },
    };
  },
});
