import type { IntOrString, V1PodDisruptionBudgetSpec } from '@kubernetes/client-node';
import { nameOf } from '../model';
import { type Located, objectsOf, selects, workloadsOf } from './manifests';
import { definePolicy, demand, type Finding, show } from './policy';
import { type Replicas, replicasOf } from './replicas';

export const disruptionBudget = definePolicy(
  'disruption-budget',
  'Without a budget, a drain may evict all pods at once; with a budget that allows no eviction, a drain never ends.',
  (model) => {
    const budgets = objectsOf(model, 'PodDisruptionBudget');
    return workloadsOf(model).flatMap((workload) => {
      const replicas = replicasOf(model, workload);
      if (!replicas) return [];
      const own = budgets.filter(
        (budget) => budget.namespace === workload.namespace && selects(budgetOf(budget).selector?.matchLabels ?? {}, workload.labels),
      );
      return [
        ...demand(own.length <= 1, {
          where: workload.where,
          message: `its pods have ${own.length} budgets: ${own.map(({ manifest }) => nameOf(manifest)).join(' and ')}`,
          fix: 'keep only one: the API server refuses to evict a pod that has two',
        }),
        ...demand(own.length > 0 || replicas.maximum < 2, {
          where: workload.where,
          message: `it has ${replicas.maximum} replicas and no PodDisruptionBudget`,
          fix: 'add disruptionBudget(workload)',
        }),
        ...own.flatMap((budget) => budgetFindings(budget, replicas)),
      ];
    });
  },
);

const budgetOf = ({ manifest }: Located): V1PodDisruptionBudgetSpec => manifest.spec;

function budgetFindings(budget: Located, { minimum }: Replicas): Finding[] {
  const spec = budgetOf(budget);
  const { maxUnavailable, minAvailable, unhealthyPodEvictionPolicy } = spec;
  const evictable = maxUnavailable !== undefined ? countOf(maxUnavailable, minimum) : minimum - countOf(minAvailable ?? 1, minimum);
  return [
    ...demand(minimum === 0 || evictable >= 1, {
      where: budget.where,
      message: `${maxUnavailable !== undefined ? `maxUnavailable ${maxUnavailable}` : `minAvailable ${minAvailable ?? 1}`} of ${minimum} replicas allows no eviction`,
      fix: 'set maxUnavailable to 1; a single pod needs no budget',
    }),
    ...demand(unhealthyPodEvictionPolicy === 'AlwaysAllow', {
      where: budget.where,
      message: `unhealthyPodEvictionPolicy is ${show(unhealthyPodEvictionPolicy)}`,
      fix: 'set it to AlwaysAllow; otherwise a pod that is not ready blocks the drain',
    }),
  ];
}

/** A number, or a percentage; the controller rounds percentages up. */
const countOf = (value: IntOrString, total: number): number =>
  typeof value === 'number' ? value : Math.ceil((Number.parseInt(value, 10) * total) / 100);
