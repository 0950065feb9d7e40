import type { ExpectedAlert, Runbook } from '../../../model';
import type { Alert, AlertCase, AlertCases } from './alert';
import type { Target } from './target';

/** Something that fills up: connections, memory, a volume. */
export interface ShareUsed {
  /** Name of both alerts, such as 'RedisMemory'. */
  readonly name: string;
  /** PromQL of the used share, with one result for each thing that fills up. */
  readonly expr: (on: Target) => string;
  /** Shares above which the two alerts fire. */
  readonly above: { readonly warning: number; readonly critical: number };
  readonly summary: string;
  /** One sentence with the used share. `$labels` has the labels of the expression's result. */
  readonly description: (share: string) => string;
  readonly runbook: Runbook;
  /** Input series of a test in which this percentage is used, and labels and description of its alert. */
  readonly example: (on: Target) => {
    readonly series: (percent: number) => AlertCase['series'];
    readonly labels: ExpectedAlert['labels'];
    readonly description: (share: string) => string;
  };
}

/** A warning after 10 minutes, and a critical alert after 2 minutes above the higher share. */
export const shareUsed = ({ name, expr, above, summary, description, runbook, example }: ShareUsed): Alert[] =>
  (['warning', 'critical'] as const).map((severity) => ({
    name,
    expr: (on) => `${expr(on)} > ${above[severity]}`,
    for: severity === 'warning' ? '10m' : '2m',
    severity,
    summary,
    description: () => description('{{ $value | humanizePercentage }}'),
    runbook,
    cases: (on): AlertCases => {
      const at = '11m';
      const percent = Math.round(above[severity] * 100);
      const shown = example(on);
      return {
        fires: { series: shown.series(percent + 1), at, alerts: [{ labels: shown.labels, description: shown.description(`${percent + 1}%`) }] },
        justBelow: { series: shown.series(percent), at },
        missing: { at, alerts: [] },
      };
    },
  }));
