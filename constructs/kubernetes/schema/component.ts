// Settings that every component has, and those that every store has.
import type * as v from 'valibot';
import { range } from './addresses';
import { podPeer, port, subdomain } from './fields';
import { objectSettings, podSettings } from './pods';
import { resources, volume } from './quantities';
import { described, list, object, optional } from './schema';

/** For every component. */
export const componentEntries = {
  pod: optional(described('Settings of its pods, in addition to those of all pods.', podSettings), {}),
  service: optional(described('Labels and annotations of its Services, in addition to those of all Services.', objectSettings), {}),
  clients: optional(list('Pods of other namespaces that may reach its client ports.', podPeer('Client.'))),
};

/** For every component that connects to addresses outside of the platform. */
export const egressEntries = {
  egress: optional(
    list(
      'Addresses outside of the platform that its pods may reach; private ranges are allowed.',
      object({ cidrs: list('Ranges.', range('Range of addresses.'), 1), ports: list('TCP ports.', port('Port.'), 1) }),
    ),
  ),
};

const { certificateAuthorities: _, ...storePodEntries } = podSettings.entries;

/** For every store. Its programs make no connections that need a private authority. */
export const storeEntries = {
  ...componentEntries,
  pod: optional(described('Settings of its pods, in addition to those of all pods.', object(storePodEntries)), {}),
  storage: volume("Size of each pod's volume, such as '20Gi'."),
  storageClass: optional(subdomain("StorageClass of its volumes. @default the cluster's", "a StorageClass' name")),
};

interface Needs {
  readonly cpu: string;
  readonly memory: string;
}

/** Resources of the other containers of a pod, by container name, with their defaults. */
export const sidecars = <const Name extends string>(needs: Readonly<Record<Name, Needs>>) => {
  const entries = Object.fromEntries(Object.entries<Needs>(needs).map(([name, each]) => [name, sidecar(name, each)]));
  const schema = described('Resources of the containers other than the main one.', object(entries as Record<Name, ReturnType<typeof sidecar>>));
  return optional(schema, {} as v.InferInput<typeof schema>);
};

const sidecar = (name: string, needs: Needs) => optional(resources(`Resources of the container ${name}.`), needs);
