import type { Construct } from 'constructs';
import type { RecordingRecord } from '../../../model';
import { invalid } from '../schema/errors';
import type { Alert } from './alert';
import type { Slo } from './slo';
import { absenceAlerts, burnAlerts } from './slo-alerts';
import { sliOf } from './slo-indicator';
import { recordingsOf } from './slo-recordings';
import type { Target } from './target';

/** The recording rules and alerts of an objective. */
export function resolveSlo(slo: Slo, target: Target, scope: Construct): { readonly recordings: RecordingRecord[]; readonly alerts: Alert[] } {
  check(slo, scope);
  const sli = sliOf(slo, target);
  return { recordings: recordingsOf(slo, sli, target), alerts: [...burnAlerts(slo, sli), ...absenceAlerts(slo, sli)] };
}

function check(slo: Slo, scope: Construct): void {
  const { name, objective, minimumPerSecond } = slo;
  // With a lower objective, a burn rate of 14.4 would need more failures than there are requests.
  if (!(objective >= 0.94 && objective <= 0.99999)) {
    throw invalid(
      scope,
      `objective of ${name}`,
      objective,
      'it must be a share from 0.94 (below that, the fastest burn rate cannot be detected) to 0.99999',
    );
  }
  if (!(minimumPerSecond > 0 && Number.isFinite(minimumPerSecond))) {
    throw invalid(scope, `minimumPerSecond of ${name}`, minimumPerSecond, 'it must be above zero: without traffic there is no ratio');
  }
  if (slo.kind === 'latency' && !slo.bucketsSeconds.includes(slo.thresholdSeconds)) {
    const edges = slo.bucketsSeconds.join(', ');
    throw invalid(scope, `thresholdSeconds of ${name}`, slo.thresholdSeconds, `it must be a bucket bound of the histogram: ${edges}`);
  }
}
