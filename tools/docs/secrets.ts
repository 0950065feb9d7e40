import type { Model } from '../../model';

/** A table of the Secrets that must exist before the pods start. */
export const secretTable = (model: Model): string =>
  [
    '| Secret | keys | read by |',
    '|---|---|---|',
    ...model.secrets.map(({ namespace, name, keys, readers }) => `| ${namespace}/${name} | ${keys.join(', ')} | ${readers.join(', ')} |`),
    ...model.given
      .filter(({ kind }) => kind === 'Secret')
      .map(({ namespace, name, keys, purpose }) => `| ${namespace}/${name} (yours to create) | ${keys.join(', ')} | ${purpose} |`),
  ].join('\n');
