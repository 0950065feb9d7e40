// kubectl as the everyday commands call it, and what to do about its errors.
import { type RunOptions, runProgram } from '../../proof/kubectl';

/** Runs kubectl with these arguments, and returns its standard output. */
export type Kubectl = (args: readonly string[], options?: RunOptions) => Promise<string>;

/** kubectl on PATH. */
export const kubectlOnPath: Kubectl = (args, options) => runProgram('kubectl', args, options);

/** The same kubectl, in one context also if another terminal changes the current one. */
export const inContext =
  (kubectl: Kubectl, context: string): Kubectl =>
  (args, options) =>
    kubectl([`--context=${context}`, ...args], options);

/** The objects of an answer. With --ignore-not-found, kubectl prints nothing, one object or a list. */
export async function objectsOf<T>(kubectl: Kubectl, args: readonly string[]): Promise<readonly T[]> {
  const text = await kubectl([...args, '--ignore-not-found', '-o', 'json']);
  if (text.trim() === '') return [];
  const answer = JSON.parse(text) as { readonly kind: string; readonly items: readonly T[] };
  return answer.kind === 'List' ? answer.items : [answer as unknown as T];
}

/** Errors of kubectl, and what to do about each. */
const remedies: readonly (readonly [RegExp, string])[] = [
  [/'kubectl' is not on PATH/, 'install it (https://kubernetes.io/docs/tasks/tools/), or add its folder to PATH'],
  [/current-context (must exist|is not set)|no configuration has been provided/, 'choose a cluster: kubectl config use-context NAME'],
  [/context .* does not exist/, 'choose one that exists: kubectl config get-contexts'],
  [/error loading config file/i, 'correct that file, or set KUBECONFIG to another one'],
  [/Unauthorized|must be logged in|getting credentials/, "log in to the cluster again; its credentials are in the kubeconfig file's user"],
  [/forbidden: User|cannot \w+ resource/, 'use a user with that permission, or ask an administrator of the cluster for it'],
  [
    /connection .*refused|no such host|i\/o timeout|no answer within|Unable to connect|deadline exceeded|no route to host|certificate|EOF/i,
    'start that cluster, or choose another: kubectl config use-context NAME',
  ],
];

/** The message of an error of kubectl without its log lines, with what to do. */
export function explained(error: unknown): string {
  const text = String(error instanceof Error ? error.message : error);
  const lines = text.split('\n').map((line) => line.replace(/[EWI]\d{4} .*$/, '').trimEnd());
  const message = lines.filter((line) => line.trim() !== '').join('\n');
  const [, remedy] = remedies.find(([pattern]) => pattern.test(text)) ?? [];
  return remedy && !message.includes(remedy) ? `${message}; ${remedy}` : message; // it may be explained already
}
