import { Construct } from 'constructs';
import { hostPathsAnnotation } from '../../../model';
import { k8s, quantity } from '../k8s';
import { kept } from '../pod/volumes';
import { requireValid } from '../schema/check';
import { invalid } from '../schema/errors';
import { name as dnsLabel } from '../schema/fields';
import type { PlatformChart } from './chart';

export interface NamespaceProps {
  /**
   * Why its pods read folders of their nodes, such as 'the log collector reads /var/log/pods'. Pod Security knows no level between that and
   * anything, so such pods have a namespace to themselves; the policies hold them to the rest of the restricted level. @default they do not
   */
  readonly hostPaths?: string;
}

/** A namespace that admits restricted pods only and in which nothing may talk until a component's own NetworkPolicy says so. */
export class NamespaceWithDefaultDeny extends Construct {
  constructor(scope: PlatformChart, name: string, { hostPaths }: NamespaceProps = {}) {
    super(scope, name);
    requireValid(this, dnsLabel('Namespace.', 63 - '-default-deny'.length), name, 'the namespace');
    if (hostPaths?.trim() === '') throw invalid(this, 'hostPaths', hostPaths, 'it must say why');
    const level = hostPaths ? 'privileged' : 'restricted';
    new k8s.KubeNamespace(this, 'Namespace', {
      metadata: {
        labels: {
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
