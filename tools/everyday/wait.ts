// Waits until a platform is ready, shows what is ready and what is not, and gives up early on what will not become ready by waiting.
import type { Model } from '../../model';
import { explained, type Kubectl } from './kubectl';
import { readLive } from './live';
import { namespacesOf } from './namespaces';
import { type ComponentState, countOf, isDone, stateOf, troublesOf } from './state';
import type { Terminal } from './terminal';
import { type Trouble, textOf } from './trouble';

export interface Outcome {
  /** Components that run. */
  readonly ready: readonly string[];
  /** Components whose own images cannot be pulled, with the reason. */
  readonly leftOut: readonly { readonly id: string; readonly trouble: Trouble }[];
  /** What will not become ready; empty if the rest is. */
  readonly failed: readonly Trouble[];
}

/** How long each reason may last, in seconds, before waiting longer is pointless. Other reasons may last as long as the whole. */
const patience: readonly (readonly [RegExp, number])[] = [
  [/^InvalidImageName|ErrImageNeverPull|BackoffLimitExceeded|DeadlineExceeded/, 0],
  [/^(ErrImagePull|ImagePullBackOff|RegistryUnavailable)$/, 20], // a registry may refuse once
  [/^(Unschedulable|FailedCreate)$/, 30], // a volume is provisioned, a quota is counted again
  // A program may crash until its database is there: pauses of 10, 20 and 40 s between its starts are too short to count, the fourth is not.
  [/^CrashLoopBackOff$/, 45],
  [/^(CreateContainerConfigError|CreateContainerError|RunContainerError)$/, 90], // a Job may still create the Secret
  [/^(FailedMount|FailedAttachVolume|FailedCreatePodSandBox)$/, 180], // known from an event; the kubelet pauses up to two minutes between its tries
];

/** Whether waiting longer is pointless. */
export function isHopeless({ reason }: Trouble, seconds: number): boolean {
  const [, limit] = patience.find(([pattern]) => pattern.test(reason)) ?? [];
  return limit !== undefined && seconds >= limit;
}

/** Whether an image is of the platform itself: a part of its path is the platform's name. Only its owners can pull it. */
export function isOwnImage(image: string, platform: string): boolean {
  const [path = ''] = image.split('@');
  return path
    .replace(/:[^/]*$/, '')
    .split('/')
    .includes(platform);
}

const pulls = /^(ErrImagePull|ImagePullBackOff)$/;
const isLeftOut = ({ reason, image }: Trouble, platform: string): boolean => pulls.test(reason) && isOwnImage(image ?? '', platform);

/** One line for each component. */
export const lineOf = (state: ComponentState): string => {
  const [trouble] = troublesOf(state);
  return `${isDone(state) ? '[OK]' : '    '} ${state.id} (${state.kind}) ${countOf(state)} ready${trouble ? `, ${textOf(trouble)}` : ''}`;
};

export interface WaitOptions {
  /** @default 600 */
  readonly limitSeconds?: number;
  /** @default 2 */
  readonly everySeconds?: number;
}

export async function waitUntilReady(
  model: Model,
  kubectl: Kubectl,
  terminal: Terminal,
  { limitSeconds = 600, everySeconds = 2 }: WaitOptions = {},
): Promise<Outcome> {
  const begun = terminal.now();
  const since = new Map<string, number>();
  let answered = begun;
  for (;;) {
    const live = await readLive(kubectl, namespacesOf(model)).catch((error: unknown) => {
      // A small cluster's API server may pause while images are pulled.
      if (terminal.now() - answered > 30_000) throw new Error(explained(error));
      return undefined;
    });
    const now = terminal.now();
    if (live) {
      answered = now;
      const states = stateOf(model, live);
      terminal.show(states.map(lineOf));
      const outcome = judge(states, model.platform, agesOf(states, since, now), now - begun >= limitSeconds * 1000);
      if (outcome) return outcome;
    }
    await terminal.sleep(everySeconds);
  }
}

/** Seconds since each trouble was first seen, without interruption. */
function agesOf(states: readonly ComponentState[], since: Map<string, number>, now: number): (trouble: Trouble) => number {
  const key = ({ where, reason }: Trouble) => `${where} ${pulls.test(reason) ? 'pull' : reason}`;
  const current = new Set(states.flatMap(troublesOf).map(key));
  for (const known of since.keys()) if (!current.has(known)) since.delete(known);
  for (const each of current) if (!since.has(each)) since.set(each, now);
  return (trouble) => (now - (since.get(key(trouble)) ?? now)) / 1000;
}

/** The outcome, or undefined as long as waiting may help. */
export function judge(
  states: readonly ComponentState[],
  platform: string,
  ageOf: (trouble: Trouble) => number,
  isOver: boolean,
): Outcome | undefined {
  const open = states.filter((state) => !isDone(state));
  const leftOut = open.flatMap((state) => {
    const troubles = troublesOf(state);
    const [trouble] = troubles;
    return trouble && troubles.every((each) => isLeftOut(each, platform)) ? [{ id: state.id, trouble }] : [];
  });
  const waiting = open.filter(({ id }) => !leftOut.some((each) => each.id === id)).flatMap(troublesOf);
  const hopeless = waiting.filter((trouble) => isHopeless(trouble, ageOf(trouble)));
  const failed = hopeless.length > 0 || !isOver ? hopeless : waiting;
  if (waiting.length > 0 && failed.length === 0) return undefined;
  return { ready: states.filter(isDone).map(({ id }) => id), leftOut, failed };
}
