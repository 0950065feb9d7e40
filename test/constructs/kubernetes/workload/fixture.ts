// A workload with nothing but connections, and the parts of its NetworkPolicy.
import { Construct } from 'constructs';
import { type Connection, connect, type EnvironmentData, Workload } from '../../../../constructs/kubernetes';
import type { Model } from '../../../../model';
import { manifest, renderIn } from '../../fixture';

interface Fields {
  readonly connections?: readonly Connection[];
  readonly self?: readonly number[];
  readonly edge?: number;
  readonly outside?: readonly number[];
  readonly metrics?: readonly { readonly name: string; readonly port: number }[];
}

export function workload(scope: Construct, id: string, { edge, ...fields }: Fields = {}): Workload {
  const made = new Workload(new Construct(scope, id), { name: id, component: 'test', ...fields });
  if (edge) made.admitEdge(edge);
  return made;
}
export const to = (server: Workload, ...ports: readonly number[]) => connect({ workload: server, ports, values: () => ({}) });
export const spec = (model: Model, name: string) => manifest(model, `NetworkPolicy/${name}`).spec;

/** One workload `shop` and its NetworkPolicy. */
export const alone = (fields: Fields, data?: EnvironmentData) =>
  spec(
    renderIn((chart) => workload(chart, 'shop', fields), data),
    'shop',
  );

export const dns = {
  to: [
    {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
      podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
    },
  ],
  ports: [
    { port: 53, protocol: 'UDP' },
    { port: 53, protocol: 'TCP' },
  ],
};
export const pods = (name: string) => ({ podSelector: { matchLabels: { 'app.kubernetes.io/name': name, 'app.kubernetes.io/instance': name } } });
