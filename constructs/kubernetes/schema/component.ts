// Settings that every component has, and those that every store has.
import * as v from 'valibot';
import { range } from './addresses';
import { podPeer, port, subdomain } from './fields';
import { objectSettings, podSettings } from './pods';
import { resources, volume } from './quantities';
import { described, list, object, optional } from './schema';

/** For every component. */
export const componentEntries = {
  pod: optional(described('Settings of its pods, in addition to those of all pods.', podSettings)),
  service: optional(described('Labels and annotations of its Services, in addition to those of all Services.', objectSettings)),
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
  pod: optional(described('Settings of its pods, in addition to those of all pods.', object(storePodEntries))),
  storage: volume("Size of each pod's volume, such as '20Gi'."),
  storageClass: optional(subdomain("StorageClass of its volumes. @default the cluster's", "a StorageClass' name")),
};

/** Resources of the other containers of a pod, by container name. */
export const sidecars = <const Name extends string>(...names: readonly Name[]) => {
  const entries = Object.fromEntries(names.map((name) => [name, optional(resources(`Resources of the container ${name}.`))]));
  return optional(
    v.pipe(
      object(entries as { [Key in Name]: ReturnType<typeof optionalResources> }),
      v.description('Resources of the containers other than the main one.'),
    ),
  );
};

const optionalResources = () => optional(resources(''));
