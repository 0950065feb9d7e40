import type { Runbook } from '../../../model';
import type { Alert, AlertCases } from './alert';

/** Thresholds of disk usage (FR-026). */
const levels = [
  { severity: 'warning', share: 0.85, for: '10m' },
  { severity: 'critical', share: 0.95, for: '2m' },
] as const;

/**
 * A warning and a critical alert for data volumes that are nearly full.
 *
 * @param name name of both alerts, such as 'PostgresVolumeFilling'
 */
export const volumeFilling = (name: string, runbook: Runbook): Alert[] =>
  levels.map(({ severity, share, for: period }) => ({
    name,
    expr: (on) => `1 - kubelet_volume_stats_available_bytes${on.volumes()} / kubelet_volume_stats_capacity_bytes${on.volumes()} > ${share}`,
    for: period,
    severity,
    summary: 'A data volume is nearly full.',
    description: () => 'Volume {{ $labels.persistentvolumeclaim }} is {{ $value | humanizePercentage }} full.',
    runbook,
    cases: ({ name: component, volumeOf }): AlertCases => {
      const at = '11m';
      const used = (percent: number) => ({
        [`kubelet_volume_stats_available_bytes${volumeOf(1)}`]: `${100 - percent}x11`,
        [`kubelet_volume_stats_capacity_bytes${volumeOf(1)}`]: '100x11',
      });
      const claim = `data-${component}-1`;
      const description = `Volume ${claim} is ${share * 100 + 1}% full.`;
      return {
        fires: { series: used(share * 100 + 1), at, alerts: [{ labels: { job: 'kubelet', persistentvolumeclaim: claim }, description }] },
        justBelow: { series: used(share * 100), at },
        missing: { at, alerts: [] },
      };
    },
  }));
