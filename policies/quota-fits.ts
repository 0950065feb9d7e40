import { type Model, nameOf } from '../model';
import { type Located, objectsOf, workloadsOf } from './manifests';
import { definePolicy, demand, type Finding, show } from './policy';
import { amountOf, computeOf, statedBy, usageOf } from './quota-usage';

export const quotaFits = definePolicy(
  'quota-fits',
  'If a quota is smaller than what its namespace needs, some pods never start, often only at the next rolling update.',
  (model) =>
    objectsOf(model, 'ResourceQuota').flatMap((quota) =>
      Object.entries((quota.manifest.spec.hard ?? {}) as Readonly<Record<string, string | number>>).flatMap(([resource, hard]) => [
        ...tooSmall(model, quota, resource, String(hard)),
        ...unstated(model, quota, resource),
      ]),
    ),
);

function tooSmall(model: Model, { namespace, where }: Located, resource: string, hard: string): Finding[] {
  const usage = usageOf(model, namespace, resource);
  if (usage === undefined) return [];
  return demand(usage <= amountOf(resource, hard), {
    where,
    message: `${resource} is ${show(hard)}, and the objects of the namespace need ${textOf(resource, usage)}, with the additional pods of rolling updates`,
    fix: 'raise the quota in the environment, or lower replicas, resources or storage',
  });
}

const textOf = (resource: string, usage: number): string => {
  if (computeOf(resource)?.name === 'cpu') return `${usage}m`;
  return /(memory|storage)$/.test(resource) ? `${Math.ceil(usage / 2 ** 20)}Mi` : String(usage);
};

/** With a quota of CPU or memory, the API server refuses pods that do not state it; with one of ephemeral storage, it does not count them. */
function unstated(model: Model, quota: Located, resource: string): Finding[] {
  const compute = computeOf(resource);
  if (!compute) return [];
  const { group, name } = compute;
  const effect = name === 'ephemeral-storage' ? 'the quota does not count the container' : 'the API server refuses its pods';
  return workloadsOf(model)
    .filter(({ namespace }) => namespace === quota.namespace)
    .flatMap(({ containers }) => containers)
    .flatMap(({ container, where }) =>
      demand(statedBy(container, compute) !== undefined, {
        where,
        message: `resources.${group}.${name} is not set, and ${nameOf(quota.manifest)} limits ${resource}: ${effect}`,
        fix: `set it in the environment (cpuLimit, ephemeralStorage), for init containers and sidecars too, or remove ${resource} from the quota`,
      }),
    );
}
