import { apply, kubectl } from './kubectl';

// A cluster without DNS: a NetworkPolicy lets no query reach its servers, so that each look-up waits for its timeout.

const policy = { name: 'proof-no-dns', namespace: 'kube-system' };

export const cutDns = async (): Promise<void> =>
  void (await apply([
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: policy,
      spec: { podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } }, policyTypes: ['Ingress'], ingress: [] },
    },
  ]));

/** Does nothing if DNS was not cut. */
export const restoreDns = async (): Promise<void> =>
  void (await kubectl(['delete', 'networkpolicy', '-n', policy.namespace, policy.name, '--ignore-not-found']));
