import { type k8s, portOf } from '../k8s';
import type { Workload } from '../workload/workload';

/** Lets one pod of the workload go at a time; a pod that is not ready anyway never blocks a drain. */
export const disruptionBudget = (workload: Workload): k8s.KubePodDisruptionBudgetProps => ({
  metadata: { labels: workload.labels },
  spec: {
    maxUnavailable: portOf(1),
    selector: { matchLabels: workload.selector },
    unhealthyPodEvictionPolicy: 'AlwaysAllow',
  },
});
