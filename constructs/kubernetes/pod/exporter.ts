import { type k8s, portOf } from '../k8s';
import type { Resources } from '../platform/environment';
import { resourceRequirements, restricted } from './pod';

export interface ExporterProps {
  readonly image: string;
  readonly args: readonly string[];
  readonly env: readonly k8s.EnvVar[];
  /** Port that Prometheus scrapes. */
  readonly port: number;
  readonly resources: Resources;
  readonly volumeMounts?: readonly k8s.VolumeMount[];
}

/** A sidecar that exports a program's metrics to Prometheus. It has no readiness probe, because a failing exporter must not block an update. */
export const exporterContainer = ({ image, args, env, port, resources, volumeMounts }: ExporterProps): k8s.Container => ({
  name: 'exporter',
  image,
  args: [...args],
  env: [...env],
  ports: [{ name: 'metrics', containerPort: port }],
  livenessProbe: { tcpSocket: { port: portOf('metrics') }, timeoutSeconds: 2, periodSeconds: 20, failureThreshold: 3 },
  resources: resourceRequirements(resources),
  securityContext: restricted(),
  volumeMounts: volumeMounts ? [...volumeMounts] : undefined,
});
