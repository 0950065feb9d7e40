import type { Construct } from 'constructs';
import { invalid, type SecretKey } from '../kubernetes';
import type { Resolved } from './props';

/** The Secrets with the passwords. Each role must have a key of its own, because the keys are files in one folder of the pod. */
export function checkPasswords(scope: Construct, props: Resolved): void {
  const passwords: [property: string, key: SecretKey][] = [
    ['patroniPassword', props.patroniPassword],
    ['replicationPassword', props.replicationPassword],
    ...props.databases.flatMap(({ ownerPassword, applicationPassword, readerPassword, alternate }, index): [string, SecretKey][] => [
      [`databases[${index}].ownerPassword`, ownerPassword],
      [`databases[${index}].applicationPassword`, applicationPassword],
      [`databases[${index}].readerPassword`, readerPassword],
      ...Object.entries(alternate ?? {}).flatMap(([name, key]): [string, SecretKey][] =>
        typeof key === 'object' ? [[`databases[${index}].alternate.${name}`, key]] : [],
      ),
    ]),
  ];
  const seen = new Map<string, string>();
  for (const [property, key] of passwords) {
    const id = idOf(key);
    if (seen.has(id)) throw invalid(scope, property, id, `${seen.get(id)} already uses it; give each role a password of its own`);
    seen.set(id, property);
  }
}

const idOf = ({ secret, key }: SecretKey): string => `${secret}/${key}`;
