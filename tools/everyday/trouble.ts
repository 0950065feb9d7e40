// Why a pod is not ready, in one line: Kubernetes' own word for it and what the pod, its events and its containers say.
import type { ContainerStatus, Live, LiveEvent, LivePod } from './live';

export interface Trouble {
  /** The object, such as 'pod shop-0'. */
  readonly where: string;
  /** Kubernetes' word for it, such as ImagePullBackOff. */
  readonly reason: string;
  /** The rest, in one line. */
  readonly detail: string;
  readonly pod?: string;
  readonly container?: string;
  readonly image?: string;
}

export const textOf = ({ where, reason, detail }: Trouble): string => `${where}: ${reason}${detail ? `: ${detail}` : ''}`;

/** Troubles as lines; pods with the same trouble share one. */
export function linesOf(troubles: readonly Trouble[]): { readonly text: string; readonly first: Trouble }[] {
  return troubles.flatMap((first, index) => {
    const group = troubles.filter(({ reason, detail }) => reason === first.reason && detail === first.detail);
    if (group[0] !== troubles[index]) return [];
    const pods = group.flatMap(({ pod }) => pod ?? []);
    return [{ text: textOf(pods.length > 1 ? { ...first, where: `pods ${pods.join(', ')}` } : first), first }];
  });
}

/** Words for a container that has just not started yet. */
const starting = ['ContainerCreating', 'PodInitializing'];

/** Why the pod is not ready; undefined if it is. */
export function troubleOf(pod: LivePod, { events, claims }: Pick<Live, 'events' | 'claims'>): Trouble | undefined {
  const { metadata, status, spec } = pod;
  const of = (reason: string, detail: string, more: Partial<Trouble> = {}): Trouble => ({
    where: `pod ${metadata.name}`,
    reason,
    detail: oneLine(detail),
    pod: metadata.name,
    ...more,
  });
  const own = events.filter(({ involvedObject }) => involvedObject.kind === 'Pod' && involvedObject.name === metadata.name);
  if (metadata.deletionTimestamp) return of('Terminating', spec.nodeName ? `on node ${spec.nodeName}` : '');
  if (isReady(pod) || status.phase === 'Succeeded') return undefined;
  if (status.phase === 'Failed' && status.reason) return of(status.reason, status.message ?? '');
  const scheduled = status.conditions?.find(({ type }) => type === 'PodScheduled');
  if (scheduled?.status === 'False')
    return of(scheduled.reason ?? 'Unschedulable', [scheduled.message, claimTrouble(claims, events)].filter(Boolean).join('; '));
  const broken = containersOf(pod).find((container) => isBroken(container));
  if (broken) return of(...stateOf(broken), { container: broken.name, image: broken.image });
  const [latest] = own.slice(-1);
  if (isCreated(pod)) return of('NotReady', notReady(pod, own));
  if (latest?.type === 'Warning') return of(latest.reason ?? 'Warning', latest.message ?? '');
  return of('ContainerCreating', latest?.reason === 'Pulling' ? (latest.message ?? '') : '');
}

export const isReady = ({ status }: LivePod): boolean =>
  status.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') ?? false;

const containersOf = ({ status }: LivePod): ContainerStatus[] => [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])];

/** It waits for something that may never come, or it ended with an error. */
const isBroken = ({ state }: ContainerStatus): boolean =>
  (state?.waiting !== undefined && !starting.includes(state.waiting.reason ?? 'ContainerCreating')) || (state?.terminated?.exitCode ?? 0) !== 0;

const isCreated = ({ status }: LivePod): boolean => (status.containerStatuses ?? []).some(({ state }) => state?.running || state?.terminated);

/** Reason and detail of a broken container. */
function stateOf({ name, image, state, lastState, restartCount }: ContainerStatus): [string, string] {
  const waiting = state?.waiting;
  if (waiting?.reason?.includes('Image')) return [waiting.reason, `container ${name}, image ${image}: ${waiting.message ?? ''}`];
  const ended = state?.terminated ?? lastState?.terminated;
  const how = ended
    ? `ended with exit code ${ended.exitCode}${ended.reason && ended.reason !== 'Error' ? ` (${ended.reason})` : ''}${ended.message ? `: ${ended.message}` : ''}`
    : (waiting?.message ?? '');
  return [waiting?.reason ?? 'Error', `container ${name}${restartCount > 0 ? `, ${restartCount} restarts` : ''}: ${how}`];
}

/** What a pod whose containers run still waits for. */
function notReady(pod: LivePod, own: readonly LiveEvent[]): string {
  const waiting = containersOf(pod).filter(({ ready, state }) => !ready && !(state?.terminated?.exitCode === 0));
  const [probe] = own.filter(({ reason }) => reason === 'Unhealthy').slice(-1);
  const names = waiting.map(({ name }) => name).join(', ');
  if (probe) return `${names ? `container ${names}: ` : ''}${probe.message ?? ''}`;
  return names ? `no probe has passed yet of ${names}` : 'its containers run, but its node does not report it ready';
}

/** The first claim without a volume, and why it has none. */
function claimTrouble(claims: Live['claims'], events: readonly LiveEvent[]): string {
  const pending = claims.find(({ status }) => status?.phase === 'Pending');
  if (!pending) return '';
  const { name } = pending.metadata;
  const [event] = events.filter(({ involvedObject: { kind, name: of } }) => kind === 'PersistentVolumeClaim' && of === name).slice(-1);
  return event?.type === 'Warning' || event?.reason === 'FailedBinding' ? `volume claim ${name}: ${event.message ?? event.reason}` : '';
}

/** Messages of kubelets and registries have many lines. */
export const oneLine = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 300 ? `${line.slice(0, 297)}...` : line;
};
