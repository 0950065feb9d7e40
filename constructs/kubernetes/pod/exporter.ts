import { type k8s, portOf } from '../k8s';
import type { Resources } from '../platform/environment';
import { resourceRequirements, restricted } from './pod';

export interface ExporterProps {
  readonly image: string;
  readonly args: readonly string[];
  readonly env: readonly k8s.EnvVar[];
  /** Port that it answers Prometheus on. */
  readonly port: number;
  readonly resources: Resources;
  readonly volumeMounts?: readonly k8s.VolumeMount[];
}

/** A container beside a program that gives its metrics to Prometheus. It has no readiness: an exporter in trouble must not hold up an update. */
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
