import { Construct } from 'constructs';
import { environmentLabel, hostPathsAnnotation } from '../../../model';
import { k8s, quantity } from '../k8s';
import { kept } from '../pod/volumes';
import { requireValid } from '../schema/check';
import { invalid } from '../schema/errors';
import { name as dnsLabel } from '../schema/fields';
import type { PlatformChart } from './chart';

export interface NamespaceProps {
  /**
   * Why its pods read host paths, such as 'the log collector reads /var/log/pods'. Only the level "privileged" of Pod Security allows host paths, so
   * such pods have a namespace of their own; the policies check the other rules of the restricted level. @default its pods read no host paths
   */
  readonly hostPaths?: string;
}

/** A namespace that admits only restricted pods and denies all traffic that the NetworkPolicies of its components do not allow. */
export class NamespaceWithDefaultDeny extends Construct {
  constructor(scope: PlatformChart, name: string, { hostPaths }: NamespaceProps = {}) {
    super(scope, name);
    requireValid(this, dnsLabel('Namespace.', 63 - '-default-deny'.length), name, 'the namespace');
    if (hostPaths?.trim() === '') throw invalid(this, 'hostPaths', hostPaths, 'it must give the reason');
    const level = hostPaths ? 'privileged' : 'restricted';
    new k8s.KubeNamespace(this, 'Namespace', {
      metadata: {
        labels: {
          [environmentLabel]: scope.environmentName,
          'pod-security.kubernetes.io/enforce': level,
          'pod-security.kubernetes.io/enforce-version': 'latest',
          'pod-security.kubernetes.io/warn': level,
        },
        annotations: { ...kept, ...(hostPaths ? { [hostPathsAnnotation]: hostPaths } : {}) },
      },
    });
    new k8s.KubeNetworkPolicy(this, 'NetworkPolicy-default-deny', {
      metadata: { namespace: name },
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    });
    const hard = scope.environment.quotas?.[name];
    if (hard) new k8s.KubeResourceQuota(this, 'ResourceQuota', { metadata: { namespace: name }, spec: { hard: quantitiesOf(hard) } });
  }
}

const quantitiesOf = (amounts: Readonly<Record<string, string | number>>): Record<string, k8s.Quantity> =>
  Object.fromEntries(Object.entries(amounts).map(([resource, amount]) => [resource, quantity(String(amount))]));
