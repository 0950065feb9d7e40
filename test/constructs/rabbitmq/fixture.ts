import { secret } from '../../../constructs/kubernetes';
import { RabbitmqCluster, type RabbitmqProps } from '../../../constructs/rabbitmq';
import type { Manifest, Model } from '../../../model';
import { manifest, renderIn } from '../fixture';

/** Only the required props, for a cluster with one task queue. */
export const required = {
  architecture: 'clustered',
  replicas: 3,
  storage: '10Gi',
  resources: { cpu: '500m', memory: '1Gi' },
  users: [
    { name: 'shop', password: secret('mq-shop') },
    { name: 'worker', password: secret('mq-worker'), celery: true },
  ],
  taskQueues: [{ name: 'orders', maximumMessages: 1000, publishers: ['shop'], consumers: ['worker'] }],
} as const satisfies RabbitmqProps;

/** Required props, some of them replaced. */
export type Changes = { readonly [Key in keyof Extract<RabbitmqProps, { architecture: 'clustered' }>]?: unknown };

const { replicas: _, ...alone } = required;

/** The required props of a single node. */
export const standalone: RabbitmqProps = { ...alone, architecture: 'standalone' };

export const render = (props: RabbitmqProps | Changes = {}, id = 'mq'): Model =>
  renderIn((chart) => new RabbitmqCluster(chart, id, (props === standalone ? props : { ...required, ...props }) as RabbitmqProps));

export const statefulSet = (props?: RabbitmqProps | Changes): Manifest => manifest(render(props), 'StatefulSet/mq');
export const podSpec = (props?: RabbitmqProps | Changes): Manifest[string] => statefulSet(props).spec.template.spec;
export const container = (props?: RabbitmqProps | Changes): Manifest[string] => podSpec(props).containers[0];

/** The files of the ConfigMap. */
export const files = (props?: RabbitmqProps | Changes): Readonly<Record<string, string>> => manifest(render(props), 'ConfigMap/mq').data;

interface Named {
  readonly name: string;
}

/** What the nodes import. */
export interface Definitions {
  readonly vhosts: readonly Named[];
  readonly users: readonly (Named & { readonly password_hash: string; readonly tags: readonly string[] })[];
  readonly permissions: readonly { readonly user: string; readonly configure: string; readonly write: string; readonly read: string }[];
  readonly exchanges: readonly (Named & { readonly type: string })[];
  readonly queues: readonly (Named & { readonly durable: boolean; readonly arguments: object })[];
  readonly bindings: readonly { readonly source: string; readonly destination: string }[];
  readonly policies: readonly (Named & { readonly pattern: string; readonly definition: Readonly<Record<string, string | number>> })[];
}

export const definitions = (props?: RabbitmqProps | Changes): Definitions => JSON.parse(files(props)['definitions.json'] ?? '');

/** The settings that a queue gets from the policies. */
export function settingsOf(queue: string, props?: RabbitmqProps | Changes): Readonly<Record<string, string | number>> {
  const matching = definitions(props).policies.filter(({ pattern }) => new RegExp(pattern).test(queue));
  if (matching.length !== 1) throw new Error(`${matching.length} policies apply to ${queue}`);
  return matching[0]?.definition ?? {};
}
