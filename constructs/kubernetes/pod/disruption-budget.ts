import { type k8s, portOf } from '../k8s';
import type { Workload } from '../workload/workload';

/** Allows the eviction of one pod of the workload at a time. A pod that is not ready never blocks a drain. */
export const disruptionBudget = (workload: Workload): k8s.KubePodDisruptionBudgetProps => ({
  metadata: { labels: workload.labels },
  spec: {
    maxUnavailable: portOf(1),
    selector: { matchLabels: workload.selector },
    unhealthyPodEvictionPolicy: 'AlwaysAllow',
  },
});
