import type { Construct } from 'constructs';
import { type k8s, quantity } from '../k8s';
import { requireValid } from '../schema/check';
import { invalid } from '../schema/errors';
import { secretKey } from '../schema/fields';
import type { SecretKey } from './secrets';

/** Text with passwords that Kubernetes inserts: `['postgresql://app:', key, '@host/db']`. */
export interface Template {
  readonly parts: readonly (string | SecretKey)[];
}

export type EnvironmentValue = string | SecretKey | Template;
export type EnvironmentVariables = Readonly<Record<string, EnvironmentValue>>;

const reference = secretKey('Reference.'); // made once, because that takes longer than a check
const namePattern = /^[A-Z_][A-Z0-9_]*$/;

/**
 * Variables of a container. The passwords of a template become separate variables before it, because $(NAME) can refer only to earlier ones.
 */
export function environmentVariables(groups: readonly EnvironmentVariables[], scope: Construct): k8s.EnvVar[] {
  const variables = groups.flatMap((group) => Object.entries(group).flatMap(([name, value]) => render(name, value, scope)));
  const names = variables.map((variable) => variable.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice) throw invalid(scope, 'an environment variable', twice, 'it is declared twice; rename one of them');
  return variables;
}

function render(name: string, value: EnvironmentValue, scope: Construct): k8s.EnvVar[] {
  if (!namePattern.test(name))
    throw invalid(scope, 'an environment variable', name, 'it must be upper-case letters, digits and _, not beginning with a digit');
  if (typeof value === 'string') return [{ name, value: literal(value) }];
  if ('secret' in value) return [fromSecret(name, value, scope)];
  const keys = [...new Set(value.parts.filter((part) => typeof part !== 'string'))];
  const nameOfKey = (key: SecretKey) =>
    `${name}_${keys.length === 1 ? '' : `${keys.indexOf(key) + 1}_`}${key.key.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`;
  return [
    ...keys.map((key) => fromSecret(nameOfKey(key), key, scope)),
    { name, value: value.parts.map((part) => (typeof part === 'string' ? literal(part) : `$(${nameOfKey(part)})`)).join('') },
  ];
}

/** Escapes `$`: Kubernetes reads `$(` as a reference and `$$` as a dollar sign. */
const literal = (text: string) => text.replaceAll('$', '$$$$');

function fromSecret(name: string, key: SecretKey, scope: Construct): k8s.EnvVar {
  requireValid(scope, reference, key, name);
  return secretRef(name, key);
}

/** A variable from the pod's own fields, such as status.podIP. */
export const fieldRef = (name: string, fieldPath: string): k8s.EnvVar => ({ name, valueFrom: { fieldRef: { fieldPath } } });

/** A variable from a key of a Secret. */
export const secretRef = (name: string, { secret, key }: SecretKey): k8s.EnvVar => ({ name, valueFrom: { secretKeyRef: { name: secret, key } } });

/** MEMORY_LIMIT: the container's memory limit in bytes. The divisor is the API's default; Argo CD compares the reference as a whole. */
export const memoryLimit = (): k8s.EnvVar => ({
  name: 'MEMORY_LIMIT',
  valueFrom: { resourceFieldRef: { resource: 'limits.memory', divisor: quantity('0') } },
});
