import { isDeepStrictEqual } from 'node:util';
import type { V1TopologySpreadConstraint } from '@kubernetes/client-node';
import { workloadsOf } from './manifests';
import { definePolicy, demand, type Finding, show } from './policy';
import { replicasOf } from './replicas';

const topologies = ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'];

export const spread = definePolicy('spread', 'Replicas on one node or in one zone are lost together.', (model) =>
  workloadsOf(model).flatMap((workload) => {
    const replicas = replicasOf(model, workload);
    if (!replicas || replicas.maximum < 2) return [];
    const { topologySpreadConstraints = [] } = workload.template.spec;
    return topologies.flatMap((topology) => {
      const constraint = topologySpreadConstraints.find(({ topologyKey }) => topologyKey === topology);
      if (constraint) return selectorFindings(workload.where, constraint, workload.manifest.spec.selector);
      return [
        {
          where: workload.where,
          message: `it has ${replicas.maximum} replicas but no spread over ${topology}`,
          fix: "give its pods spread(workload, 'required' or 'preferred')",
        },
      ];
    });
  }),
);

/** A constraint counts the pods that its selector selects. If it selects other pods, or none, it spreads nothing. */
const selectorFindings = (where: string, { topologyKey, labelSelector }: V1TopologySpreadConstraint, selector: unknown): Finding[] =>
  demand(isDeepStrictEqual(labelSelector, selector), {
    where,
    message: `the spread over ${topologyKey} counts the pods of ${show(labelSelector)}`,
    fix: `it must count those of the workload itself: ${show(selector)}`,
  });
