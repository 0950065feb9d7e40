import type { Model } from '../../model';

/** A table of the components with their pods, volumes and endpoints. */
export const componentTable = (model: Model): string =>
  [
    '| component | kind | pods | volume claims | clients connect to |',
    '|---|---|---|---|---|',
    ...model.components.map(
      ({ namespace, id, kind, workloads, claims, endpoints }) =>
        `| ${namespace}/${id} | ${kind} | ${workloads.join(', ')} | ${claims.join(', ')} | ${endpoints.map(({ name, ports }) => `${name} (${ports.join(', ')})`).join(', ')} |`,
    ),
  ].join('\n');
