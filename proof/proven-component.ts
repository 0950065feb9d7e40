import type { Manifest } from '../model';
import type { ClientProgram } from './client-programs';
import type { ClientVariables } from './clients';
import type { Address, InDist } from './in-dist';
import type { Part, Peers } from './peers';
import type { Pod } from './shapes';
import { until } from './wait';

/** What distinguishes one component from another of the same kind. */
export interface ComponentUnderProof extends Address, Peers {
  /** Begins the names of its rows, results and page, after the platform. @default the folder of its construct */
  readonly alias?: string;
}

/** How a kind of store is seen from outside, what its clients are, and which server serves now. */
export interface StoreAdapter {
  /** Describes the component and its clients on its page: paragraphs of Markdown. */
  readonly introduction: string;
  /** What `target` returns, with its article: 'the primary'. */
  readonly targetName: string;
  /** The container of the server in the pods of the main workload. */
  readonly container: string;
  /** Its workloads by a short name, the main one first. */
  readonly parts: Readonly<Record<string, Part>>;
  /** A shell command for each container name that prints the versions it runs. */
  readonly versions: Readonly<Record<string, string>>;
  /** Its client programs, by kind; outages are measured with all of them. */
  programs(): Readonly<Record<string, ClientProgram>>;
  /** Environment variables of the application with which its clients connect. */
  readonly variables: readonly string[];
  /** Further variables for its clients. @default none */
  clientVariables?(): ClientVariables;
  /** Why it is not in the state that every row starts from; undefined when it is. */
  notHealthy(): Promise<string | undefined>;
  /** Restores what an interrupted row may have changed beyond the manifests. @default nothing */
  restore?(manifests: readonly Manifest[]): Promise<void>;
  /** The pod that a fault hits: one that accepts writes. Repetitions, counted from 1, may choose different pods. */
  target(repetition: number): Promise<Pod>;
  /** Identifies the server of what the target served. A different value after a fault means that another one took over. */
  servedBy(target: Pod): Promise<string>;
  /** What changes in that case, for a note: 'the leader or its timeline'. */
  readonly takenOver: string;
  /** The client that prints the stored writes of runs, as JSON of [run, client, id], and its arguments. */
  readonly stored: { readonly client: string; arguments(runs: readonly string[]): readonly string[] };
  /** Moves pods to a fair start after a fault that leaves them on other nodes. @default they stay where they are */
  level?(): Promise<void>;
}

/** A component under proof: what the runner and the rows that every store has must know about it. */
export interface ProvenComponent extends Address, StoreAdapter {
  /** `<platform>/<alias>`, such as 'shopfds/redis'. */
  readonly name: string;
  /** The folder of its construct, such as 'redis'. */
  readonly kind: string;
  readonly dist: InDist;
  readonly peers: Peers;
}

/** @param kind the folder of its construct */
export function provenComponent(kind: string, of: ComponentUnderProof, dist: InDist, adapter: StoreAdapter): ProvenComponent {
  const { platform, environment, id, alias = kind, ...peers } = of;
  return { ...adapter, platform, environment, id, name: `${platform}/${alias}`, kind, dist, peers };
}

export const waitHealthy = (component: Pick<ProvenComponent, 'id' | 'notHealthy'>, timeoutSeconds = 240): Promise<void> =>
  until(`${component.id} healthy`, () => component.notHealthy(), { timeoutSeconds, everySeconds: 0.5 }); // each check takes CPU time from the component

/** 'primary' of 'the primary'. */
export const roleOf = ({ targetName }: Pick<ProvenComponent, 'targetName'>): string => targetName.replace(/^(the|an?) /, '');

/** A sentence from its words. */
export const sentence = ([first = '', ...rest]: string): string => first.toUpperCase() + rest.join('');
