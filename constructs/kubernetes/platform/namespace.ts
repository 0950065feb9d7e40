import { Construct } from 'constructs';
import { k8s, quantity } from '../k8s';
import { kept } from '../pod/volumes';
import { requireValid } from '../schema/check';
import { name as dnsLabel } from '../schema/fields';
import type { PlatformChart } from './chart';

/** A namespace that admits restricted pods only and in which nothing may talk until a component's own NetworkPolicy says so. */
export class NamespaceWithDefaultDeny extends Construct {
  constructor(scope: PlatformChart, name: string) {
    super(scope, name);
    requireValid(this, dnsLabel('Namespace.', 63 - '-default-deny'.length), name, 'the namespace');
    new k8s.KubeNamespace(this, 'Namespace', {
      metadata: {
        labels: {
          'pod-security.kubernetes.io/enforce': 'restricted',
          'pod-security.kubernetes.io/enforce-version': 'latest',
          'pod-security.kubernetes.io/warn': 'restricted',
        },
        annotations: { ...kept },
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
