import type { Construct } from 'constructs';
import { k8s } from '../k8s';
import type { Workload } from '../workload/workload';

/** Access of a pod to the Kubernetes API: a ServiceAccount with the permissions of the rules, and a token for the containers that need it. */
export interface ApiAccess {
  readonly serviceAccountName: string;
  readonly volume: k8s.Volume;
  /** For the containers that need the token. */
  readonly mount: k8s.VolumeMount;
}

/** Creates the ServiceAccount, Role and RoleBinding. The workload must also `connect(kubernetesApi)`. */
export function apiAccess(scope: Construct, workload: Workload, rules: k8s.PolicyRule[]): ApiAccess {
  const name = workload.instance;
  const metadata = { labels: workload.labels };
  new k8s.KubeServiceAccount(scope, 'ServiceAccount', { metadata, automountServiceAccountToken: false });
  new k8s.KubeRole(scope, 'Role', { metadata, rules });
  new k8s.KubeRoleBinding(scope, 'RoleBinding', {
    metadata,
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
    subjects: [{ kind: 'ServiceAccount', name, namespace: workload.namespace }],
  });
  return {
    serviceAccountName: name,
    volume: token,
    mount: { name: token.name, mountPath: '/var/run/secrets/kubernetes.io/serviceaccount', readOnly: true },
  };
}

/** The three files that API clients expect in the standard folder; the token is renewed each hour. */
const token: k8s.Volume = {
  name: 'kubernetes-api',
  projected: {
    sources: [
      { serviceAccountToken: { path: 'token', expirationSeconds: 3600 } },
      { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
      { downwardApi: { items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }] } },
    ],
  },
};
