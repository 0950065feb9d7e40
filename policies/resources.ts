import { workloadsOf } from './manifests';
import { definePolicy, demand } from './policy';

const needed = [
  ['requests', 'cpu'],
  ['requests', 'memory'],
  ['limits', 'memory'],
] as const;

// A CPU limit is not required: it throttles a container even while its node has idle CPU time.
export const resources = definePolicy(
  'resources',
  'A container without requests may run on a node without room for it, and one without a memory limit may take its neighbours down.',
  (model) =>
    workloadsOf(model).flatMap(({ containers }) =>
      containers.flatMap(({ container, where }) =>
        needed.flatMap(([group, resource]) =>
          demand(container.resources?.[group]?.[resource] !== undefined, {
            where,
            message: `resources.${group}.${resource} is not set`,
            fix: 'set the resources in the environment; init containers and sidecars need them too',
          }),
        ),
      ),
    ),
);
