// `make clean`: says what it would remove, asks, and removes the namespaces of dev with their volumes.
import type { Model } from '../../model';
import { connect } from './cluster';
import { type Kubectl, objectsOf } from './kubectl';
import { readLive } from './live';
import { existing, type LiveNamespace, namespacesOf, refuseForeign } from './namespaces';
import { columns } from './reach';
import type { Terminal } from './terminal';

interface Volume {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly claimRef?: { readonly namespace: string; readonly name: string };
    readonly persistentVolumeReclaimPolicy?: string;
    readonly capacity?: { readonly storage?: string };
  };
}

export interface CleanOptions {
  readonly context?: string;
  /** Remove without asking. */
  readonly confirmed: boolean;
  /** @default 300 */
  readonly limitSeconds?: number;
}

export async function clean(model: Model, kubectlOnPath: Kubectl, terminal: Terminal, options: CleanOptions): Promise<void> {
  const { context, kubectl } = await connect(kubectlOnPath, terminal.print, { command: 'make clean', context: options.context });
  const found = await existing(kubectl, namespacesOf(model));
  if (found.length === 0) {
    terminal.print(`[OK] there is nothing to remove: namespace ${namespacesOf(model).join(', ')} does not exist`);
    return;
  }
  refuseForeign(found, model);
  const names = found.map(({ metadata }) => metadata.name);
  const volumes = await volumesOf(kubectl, names);
  const kept = (volumes ?? []).filter(({ spec }) => spec.persistentVolumeReclaimPolicy === 'Retain');
  for (const line of await contents(kubectl, names)) terminal.print(line);
  if (kept.length > 0) {
    const list = kept.map(({ metadata }) => metadata.name).join(' ');
    terminal.print(
      `[WARNING] ${kept.length} volumes stay with their data, because their class retains them; then: kubectl delete persistentvolume ${list}`,
    );
  }
  if (!options.confirmed) await confirm(terminal, context);
  const again = `the cluster goes on removing namespace ${names.join(', ')}; make clean waits for it again`;
  terminal.left = again;
  await kubectl(['delete', 'namespace', ...names, '--ignore-not-found', '--wait=false'], { timeoutSeconds: 60 });
  await untilGone(kubectl, terminal, names, volumes?.filter((volume) => !kept.includes(volume)) ?? [], options.limitSeconds ?? 300, again);
  const which = kept.length > 0 ? 'its volumes, except for those that the warning names' : 'its volumes';
  terminal.print(`[OK] removed namespace ${names.join(', ')} with ${which}; make dev creates it again`);
}

/** Volumes of claims in the namespaces; undefined if the user may not list volumes. */
const volumesOf = async (kubectl: Kubectl, namespaces: readonly string[]): Promise<readonly Volume[] | undefined> => {
  const volumes = await objectsOf<Volume>(kubectl, ['get', 'persistentvolumes']).catch(() => undefined);
  return volumes?.filter(({ spec }) => namespaces.includes(spec.claimRef?.namespace ?? ''));
};

async function contents(kubectl: Kubectl, names: readonly string[]): Promise<string[]> {
  const { pods, claims } = await readLive(kubectl, names);
  const size = ({ status, spec }: (typeof claims)[number]) => status?.capacity?.storage ?? spec.resources?.requests?.storage ?? '';
  return [
    'This will be removed, and its data are lost:',
    ...columns([
      ...names.map((name) => [
        'namespace',
        name,
        `${pods.filter(({ metadata }) => metadata.namespace === name).length} pods, and everything else in it`,
      ]),
      ...claims.map((claim) => ['volume claim', `${claim.metadata.namespace}/${claim.metadata.name}`, size(claim)]),
    ]),
  ];
}

async function confirm(terminal: Terminal, context: string): Promise<void> {
  const answer = await terminal.ask(`Type '${context}' or 'yes' to remove it: `);
  if (answer === undefined)
    throw new Error('nothing was removed, because there is no terminal to ask on; to remove it without a question: make clean YES=1');
  if (![context, 'yes'].includes(answer.trim())) throw new Error(`nothing was removed: the answer was '${answer.trim()}'`);
}

async function untilGone(
  kubectl: Kubectl,
  terminal: Terminal,
  names: readonly string[],
  volumes: readonly Volume[],
  limit: number,
  again: string,
): Promise<void> {
  const begun = terminal.now();
  for (;;) {
    const left = await existing(kubectl, names);
    const all = left.length === 0 && volumes.length > 0 ? await objectsOf<Volume>(kubectl, ['get', 'persistentvolumes']) : [];
    const there = all.filter(({ metadata }) => volumes.some((volume) => volume.metadata.name === metadata.name));
    if (left.length + there.length === 0) return;
    const lines = [...left.map(stateOf), ...(there.length > 0 ? [`${there.length} volumes are being removed`] : [])];
    terminal.show(lines);
    if (terminal.now() - begun >= limit * 1000) throw new Error(`not gone after ${limit} s: ${lines.join('; ')}; ${again}`);
    await terminal.sleep(2);
  }
}

/** What a namespace waits for, in the words of its conditions. */
function stateOf({ metadata, status }: LiveNamespace): string {
  const reasons = (status?.conditions ?? []).filter(({ status: is, message }) => is === 'True' && message).map(({ message }) => message);
  return `namespace ${metadata.name} is being removed${reasons.length > 0 ? `: ${reasons.join('; ')}` : ''}`;
}
