import { Construct } from 'constructs';
import { requireName } from '../checks/checks';
import { k8s } from '../k8s';
import { kept } from '../pod/volumes';
import type { PlatformChart } from './chart';

/** A namespace that admits restricted pods only and in which nothing may talk until a component's own NetworkPolicy says so. */
export class NamespaceWithDefaultDeny extends Construct {
  constructor(scope: PlatformChart, name: string) {
    super(scope, name);
    requireName(this, 'the namespace', name, 63 - '-default-deny'.length);
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
  }
}
