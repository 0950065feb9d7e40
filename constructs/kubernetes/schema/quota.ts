// The limits of a ResourceQuota, each with the kind of quantity that its resource has.
import * as v from 'valibot';
import { domain } from './fields';
import { bytes, cpu } from './quantities';
import { agreeing, integer, map, must, type Schema, text } from './schema';

const names = [
  '(requests\\.|limits\\.)?(cpu|memory|ephemeral-storage)',
  `(${domain}\\.storageclass\\.storage\\.k8s\\.io/)?(requests\\.storage|persistentvolumeclaims)`,
  'pods|services(\\.loadbalancers|\\.nodeports)?|configmaps|secrets|resourcequotas|replicationcontrollers',
  `count/[a-z]+(\\.${domain})?`,
];

const resource = text(
  'Name of the resource in a ResourceQuota.',
  new RegExp(`^(${names.join('|')})$`),
  "it must be a resource of ResourceQuota: cpu, memory or ephemeral-storage (also with 'requests.' or 'limits.'), requests.storage, " +
    'persistentvolumeclaims, pods, services, services.loadbalancers, services.nodeports, configmaps, secrets, resourcequotas, ' +
    'replicationcontrollers, or a number of other objects, such as count/jobs.batch',
);

const description = 'Limit of the resource.';
const kinds = { cpu: cpu(description), bytes: bytes(description), count: integer(description, 0) } as const;

const amount = v.pipe(v.union([kinds.cpu, kinds.bytes, kinds.count], "it must be a quantity such as '4', '16Gi' or 20"), v.description(description));

function kindOf(name: string): Schema {
  if (name.startsWith('count/')) return kinds.count;
  if (/(^|\.)cpu$/.test(name)) return kinds.cpu;
  return /(memory|storage)$/.test(name) ? kinds.bytes : kinds.count;
}

/** Limits by resource. */
export const quota = agreeing(map('Limits for the sum of all objects in the namespace.', resource, amount, 1), (limits) =>
  Object.entries(limits).flatMap(([name, limit]) => {
    const [issue] = v.safeParse(kindOf(name), limit).issues ?? [];
    return must(!issue, [name], issue?.message ?? '');
  }),
);
