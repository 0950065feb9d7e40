// `make dev`: applies dev to the current cluster, waits until it is ready, and says where everything is.
import { type Manifest, type Model, yamlOf } from '../../model';
import { type Cluster, connect } from './cluster';
import { explained, type Kubectl, objectsOf } from './kubectl';
import { readLive } from './live';
import { lastLines } from './logs';
import { existing, namespacesOf, refuseForeign } from './namespaces';
import { reachLines, secretLines } from './reach';
import type { Terminal } from './terminal';
import { linesOf } from './trouble';
import { type Outcome, waitUntilReady } from './wait';

export interface DevOptions {
  /** The context that the user named. */
  readonly context?: string;
  /** Seconds after which it gives up. @default 600 */
  readonly limitSeconds?: number;
}

export async function dev(model: Model, kubectlOnPath: Kubectl, terminal: Terminal, { context, limitSeconds }: DevOptions = {}): Promise<void> {
  const begun = terminal.now();
  const cluster = await connect(kubectlOnPath, terminal.print, { command: 'make dev', context });
  const { kubectl } = cluster;
  await refuseNamespaces(kubectl, model);
  await requireStorage(cluster, model);
  terminal.left = 'what was applied stays; make status shows it, make clean removes it';
  await apply(kubectl, terminal, model);
  const outcome = await waitUntilReady(model, kubectl, terminal, { limitSeconds });
  await refuseFailure(outcome, kubectl, terminal, model);
  for (const line of [...reachLines(model), ...secretLines(model)]) terminal.print(line);
  for (const { id, trouble } of outcome.leftOut)
    terminal.print(
      `[WARNING] ${id} does not run: this cluster cannot pull ${trouble.image}, the platform's own image; give it access, or load the image`,
    );
  const seconds = Math.round((terminal.now() - begun) / 1000);
  const rest = outcome.leftOut.length > 0 ? ', except for what the warnings name' : '';
  terminal.print(`[OK] ${model.platform}/${model.environment} is ready after ${seconds} s${rest}; make status shows it, make clean removes it`);
}

async function refuseNamespaces(kubectl: Kubectl, model: Model): Promise<void> {
  const namespaces = await existing(kubectl, namespacesOf(model));
  refuseForeign(namespaces, model);
  const going = namespaces.find(({ metadata }) => metadata.deletionTimestamp);
  if (going) throw new Error(`namespace ${going.metadata.name} is being deleted; wait until it is gone: make clean`);
}

/** Claims without a class wait forever on a cluster without a default one. */
async function requireStorage({ context, kubectl }: Cluster, model: Model): Promise<void> {
  const claims = manifestsOf(model).flatMap(({ spec }) => (spec?.volumeClaimTemplates ?? []) as readonly Manifest[]);
  if (claims.every(({ spec }) => spec.storageClassName !== undefined)) return;
  type Class = { readonly metadata: { readonly name: string; readonly annotations?: Readonly<Record<string, string>> } };
  // A user without the right to list classes sees a pod that waits for its volume instead.
  const classes = await objectsOf<Class>(kubectl, ['get', 'storageclasses']).catch(() => undefined);
  const isDefault = ({ metadata }: Class) => metadata.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true';
  if (!classes || classes.some(isDefault)) return;
  const names = classes.map(({ metadata }) => metadata.name);
  const annotate = (name: string) => `kubectl annotate storageclass ${name} storageclass.kubernetes.io/is-default-class=true`;
  const remedy = names[0] ? `make one the default: ${annotate(names[0])}` : 'install a provisioner of volumes, such as local-path-provisioner';
  throw new Error(`context '${context}' has no default StorageClass, which the volumes need; it has ${names.join(', ') || 'none at all'}; ${remedy}`);
}

const manifestsOf = ({ files }: Model): Manifest[] => files.flatMap(({ objects }) => objects.map(({ manifest }) => manifest));

/** Applies as `kubectl apply -f dist/...` does, so that both ways may be mixed. */
async function apply(kubectl: Kubectl, terminal: Terminal, model: Model): Promise<void> {
  const manifests = manifestsOf(model);
  const input = yamlOf(manifests, `${model.platform}/${model.environment}`);
  const answer = await kubectl(['apply', '-f', '-'], { input, timeoutSeconds: 180 }).catch((error: unknown) => {
    const remedy = /immutable|updates to statefulset spec|field is/i.test(String(error)) ? '; make clean removes the objects with their data' : '';
    throw new Error(`${explained(error)}${remedy}`);
  });
  const words = answer.split('\n').flatMap((line) => / (created|configured|unchanged)$/.exec(line)?.[1] ?? []);
  const counts = ['created', 'configured', 'unchanged'].flatMap((word) => {
    const count = words.filter((each) => each === word).length;
    return count > 0 ? [`${count} ${word}`] : [];
  });
  terminal.print(`[OK] applied ${model.platform}/${model.environment} to namespace ${namespacesOf(model).join(', ')}: ${counts.join(', ')}`);
}

/** What will not become ready, with the last lines of programs that crashed. */
async function refuseFailure({ failed }: Outcome, kubectl: Kubectl, terminal: Terminal, model: Model): Promise<void> {
  const [first] = failed;
  if (!first) return;
  const { pods } = await readLive(kubectl, namespacesOf(model));
  for (const { text, first: trouble } of linesOf(failed)) {
    terminal.print(`[FAIL] ${text}`);
    const pod = pods.find(({ metadata }) => metadata.name === trouble.pod);
    for (const line of pod ? await lastLines(kubectl, pod, trouble) : []) terminal.print(`       ${line}`);
  }
  throw new Error(
    `${model.platform}/${model.environment} is not ready: ${adviceOn(first.reason)}; make status shows it again, make clean removes it`,
  );
}

const advice: readonly (readonly [RegExp, string])[] = [
  [/Image/, 'check the name of the image, and whether the nodes can reach its registry'],
  [/Unschedulable|FailedCreate$/, 'give the cluster what the message says it lacks'],
  [/CrashLoopBackOff|^Error|BackoffLimitExceeded/, 'read its log, and correct what it names'],
];

const adviceOn = (reason: string): string =>
  advice.find(([pattern]) => pattern.test(reason))?.[1] ?? 'correct what the message names, then make dev again';
