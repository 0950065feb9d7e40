import type { k8s } from '../k8s';
import type { Workload } from '../workload/workload';

/** Scaling by CPU. Pods are removed slowly, because a new one needs time to be ready. */
export const cpuAutoscaler = (workload: Workload, minimum: number, maximum: number, cpuPercent: number): k8s.KubeHorizontalPodAutoscalerV2Props => ({
  metadata: { labels: workload.labels },
  spec: {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: workload.instance },
    minReplicas: minimum,
    maxReplicas: maximum,
    metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: cpuPercent } } }],
    behavior: { scaleDown: { stabilizationWindowSeconds: 300, policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }] } },
  },
});
