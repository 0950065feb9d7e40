import type { Model } from '../../model';

const ofNamespace = ({ namespace, name }: { readonly namespace: string; readonly name: string }): string => `${namespace}/${name}`;

/**
 * A table of the Secrets that must exist before the pods start.
 *
 * @param shown the name of a Secret as the table has it
 */
export const secretTable = ({ secrets, given }: Pick<Model, 'secrets' | 'given'>, shown = ofNamespace): string =>
  [
    '| Secret | keys | read by |',
    '|---|---|---|',
    ...secrets.map((secret) => `| ${shown(secret)} | ${secret.keys.join(', ')} | ${secret.readers.join(', ')} |`),
    ...given
      .filter(({ kind }) => kind === 'Secret')
      .map((secret) => `| ${shown(secret)} (yours to create) | ${secret.keys.join(', ')} | ${secret.purpose} |`),
  ].join('\n');
