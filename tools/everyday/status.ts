// `make status`: what runs, who is primary, and what is not ready and why. It only reads.
import type { Model } from '../../model';
import { connect } from './cluster';
import { type Kubectl, objectsOf } from './kubectl';
import { type Live, type LivePod, readLive } from './live';
import { lastLines } from './logs';
import { environmentOn, existing, namespacesOf } from './namespaces';
import { columns } from './reach';
import { type Roles, rolesOf } from './roles';
import { type ComponentState, countOf, isDone, stateOf, troublesOf } from './state';
import type { Terminal } from './terminal';
import { isReady, linesOf, oneLine, type Trouble, troubleOf } from './trouble';

interface Platform {
  readonly name: string;
  readonly environments: readonly string[];
  build(environment: string): Model;
}

export interface StatusOptions {
  readonly context?: string;
  /** @default the one that the label of the namespace names */
  readonly environment?: string;
}

export async function status(platform: Platform, kubectlOnPath: Kubectl, terminal: Terminal, { context, environment }: StatusOptions): Promise<void> {
  const { kubectl } = await connect(kubectlOnPath, terminal.print, { command: 'make status', context, readsOnly: true });
  const model = await modelOn(platform, kubectl, environment);
  const namespaces = namespacesOf(model);
  terminal.print(`${model.platform}/${model.environment} in namespace ${namespaces.join(', ')}`);
  await printNodes(kubectl, terminal);
  const live = await readLive(kubectl, namespaces);
  const sick: ComponentState[] = [];
  for (const state of stateOf(model, live)) {
    const roles = await rolesOf(state, kubectl);
    if (!isDone(state) || roles.faults.length > 0) sick.push(state);
    await printComponent(state, roles, live, kubectl, terminal);
  }
  printClaims(live, terminal);
  if (sick.length === 0) return terminal.print(`[OK] all of ${model.platform}/${model.environment} is ready`);
  const pod = sick.flatMap(troublesOf).find((trouble) => trouble.pod)?.pod;
  const closer = pod ? `look closer: kubectl -n ${sick[0]?.namespace} describe pod ${pod}; ` : '';
  throw new Error(`not ready: ${sick.map(({ id }) => id).join(', ')}; ${closer}docs/runbooks says what to do about the stores`);
}

/** The environment that runs here: the one that the user names or, without a name, the one of the label. */
async function modelOn(platform: Platform, kubectl: Kubectl, wanted: string | undefined): Promise<Model> {
  const [first = ''] = platform.environments;
  const model = platform.build(wanted ?? first);
  const found = await existing(kubectl, namespacesOf(model));
  if (found.length === 0) throw new Error(`namespace ${namespacesOf(model).join(', ')} does not exist in this cluster; make dev creates dev there`);
  const labelled = environmentOn(found);
  if (wanted !== undefined && labelled !== undefined && labelled !== wanted)
    throw new Error(`ENVIRONMENT is '${wanted}', but this cluster has ${platform.name}/${labelled}: make status ENVIRONMENT=${labelled}`);
  const environment = labelled ?? wanted;
  if (environment === undefined)
    throw new Error(`the namespace does not say which environment it is: make status ENVIRONMENT=${platform.environments.join('|')}`);
  if (!platform.environments.includes(environment))
    throw new Error(
      `this cluster has ${platform.name}/${environment}, which this version of the code does not know; it has ${platform.environments.join(', ')}`,
    );
  return platform.build(environment);
}

/** Prints the nodes that are not ready. Their loss is a reason, not a failure: a platform may survive it. */
async function printNodes(kubectl: Kubectl, terminal: Terminal): Promise<void> {
  type Node = {
    readonly metadata: { readonly name: string };
    readonly status: { readonly conditions?: readonly { type: string; status: string; message?: string }[] };
  };
  const nodes = await objectsOf<Node>(kubectl, ['get', 'nodes']).catch(() => undefined);
  if (!nodes) terminal.print('[WARNING] this user may not list nodes, so nodes that are down are not shown');
  for (const {
    metadata,
    status: { conditions },
  } of nodes ?? []) {
    const ready = conditions?.find(({ type }) => type === 'Ready');
    if (ready?.status !== 'True') terminal.print(`[WARNING] node ${metadata.name} is not ready: ${ready?.message ?? 'it never reported'}`);
  }
}

async function printComponent(state: ComponentState, roles: Roles, live: Live, kubectl: Kubectl, terminal: Terminal): Promise<void> {
  const isWell = isDone(state) && roles.faults.length === 0;
  terminal.print(`${isWell ? '[OK]  ' : '[FAIL]'} ${state.id} (${state.kind}) ${countOf(state)} ready`);
  const pods = state.workloads.flatMap((workload) => workload.pods).filter((pod) => pod.status.phase !== 'Succeeded');
  for (const line of columns(pods.map((pod) => rowOf(pod, roles, live)))) terminal.print(`     ${line}`);
  for (const fault of roles.faults) terminal.print(`       why: ${fault}`);
  for (const { text, first: trouble } of linesOf(troublesOf(state))) {
    terminal.print(`       why: ${text}`);
    const pod = pods.find(({ metadata }) => metadata.name === trouble.pod);
    for (const line of pod ? await lastLines(kubectl, pod, trouble) : []) terminal.print(`            ${line}`);
    for (const line of pod ? warningsOf(pod, trouble, live) : []) terminal.print(`            ${line}`);
  }
}

/** A pod in one row: state, role, node, restarts and how the last one came about. */
function rowOf(pod: LivePod, { of }: Roles, live: Live): string[] {
  const restarts = (pod.status.containerStatuses ?? []).reduce((sum, { restartCount }) => sum + restartCount, 0);
  const ended = pod.status.containerStatuses?.flatMap(({ name, lastState }) => (lastState?.terminated ? [{ name, ...lastState.terminated }] : []))[0];
  const how = ended ? ` (the last time ${ended.name} ended with exit code ${ended.exitCode}, ${ended.reason ?? 'no reason given'})` : '';
  const state = isReady(pod) && !pod.metadata.deletionTimestamp ? 'ready' : (troubleOf(pod, live)?.reason ?? pod.status.phase);
  return [
    pod.metadata.name,
    state,
    of.get(pod.metadata.name) ?? '',
    `node ${pod.spec.nodeName ?? 'none'}`,
    restarts > 0 ? `${restarts} restarts${how}` : '',
  ];
}

/** Events that only repeat what the state of the container says. */
const repeated = ['BackOff', 'Failed', 'FailedScheduling'];

/** The last warnings about a pod, without those that its trouble repeats. */
function warningsOf({ metadata }: LivePod, { detail }: Trouble, { events }: Live): string[] {
  const own = events.filter(
    ({ type, involvedObject }) => type === 'Warning' && involvedObject.kind === 'Pod' && involvedObject.name === metadata.name,
  );
  const further = own
    .filter(({ reason = '', message = '' }) => !repeated.includes(reason) && !detail.includes(oneLine(message)))
    .map(({ reason, message = '' }) => ({ reason, message: oneLine(message) }));
  return [...new Set(further.map(({ reason, message }) => `event ${reason}: ${message}`))].slice(-2);
}

function printClaims({ claims }: Live, terminal: Terminal): void {
  if (claims.length > 0) terminal.print('Volumes:');
  const size = ({ status: is, spec }: Live['claims'][number]) => is?.capacity?.storage ?? spec.resources?.requests?.storage ?? '';
  const rows = claims.map((claim) => [claim.metadata.name, claim.status?.phase ?? '', size(claim), `class ${claim.spec.storageClassName ?? 'none'}`]);
  for (const line of columns(rows)) terminal.print(line);
}
