import { workloadsOf } from './manifests';
import { definePolicy, demand } from './policy';

const needed = [
  ['requests', 'cpu'],
  ['requests', 'memory'],
  ['limits', 'memory'],
] as const;

// No CPU limit is asked for: it throttles a container while its node has time to spare.
export const resources = definePolicy(
  'resources',
  'A container without requests is placed on nodes that have no room for it, and one without a memory limit takes its neighbours down with it.',
  (model) =>
    workloadsOf(model).flatMap(({ containers }) =>
      containers.flatMap(({ container, where }) =>
        needed.flatMap(([group, resource]) =>
          demand(container.resources?.[group]?.[resource] !== undefined, {
            where,
            message: `resources.${group}.${resource} is not set`,
            fix: 'give it resources in the environment; init containers and sidecars need them too',
          }),
        ),
      ),
    ),
);
