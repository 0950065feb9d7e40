import type { Runbook } from '../../../model';
import type { Alert } from './alert';
import { shareUsed } from './share-used';

/**
 * A warning and a critical alert for data volumes that are nearly full (FR-026).
 *
 * @param name name of both alerts, such as 'PostgresVolumeFilling'
 */
export const volumeFilling = (name: string, runbook: Runbook): Alert[] =>
  shareUsed({
    name,
    expr: (on) => `1 - kubelet_volume_stats_available_bytes${on.volumes()} / kubelet_volume_stats_capacity_bytes${on.volumes()}`,
    above: { warning: 0.85, critical: 0.95 },
    summary: 'A data volume is nearly full.',
    description: (share) => `Volume {{ $labels.persistentvolumeclaim }} is ${share} full.`,
    runbook,
    example: ({ name: component, volumeOf }) => {
      const persistentvolumeclaim = `data-${component}-1`;
      return {
        series: (percent) => ({
          [`kubelet_volume_stats_available_bytes${volumeOf(1)}`]: `${100 - percent}x11`,
          [`kubelet_volume_stats_capacity_bytes${volumeOf(1)}`]: '100x11',
        }),
        labels: { job: 'kubelet', persistentvolumeclaim },
        description: (share) => `Volume ${persistentvolumeclaim} is ${share} full.`,
      };
    },
  });
