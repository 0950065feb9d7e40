import type { Manifest } from '../model';
import type { ClientProgram } from './client-programs';
import type { Labels } from './pods';
import type { Pod } from './shapes';

/** A component that is proven: what the runner must know about it. */
export interface ProvenComponent {
  /** The value of its label app.kubernetes.io/instance; the names of its parts begin with it. */
  readonly name: string;
  /** Describes the component and its clients in docs/proof.md: paragraphs of Markdown. */
  readonly introduction: string;
  /** Its client programs, by kind; outages are measured with all of them. */
  programs(manifests: readonly Manifest[]): Readonly<Record<string, ClientProgram>>;
  /** The files of these programs, by name. */
  programFiles(): Promise<Readonly<Record<string, string>>>;
  /** Environment variables of the application with which its clients connect. */
  readonly variables: readonly string[];
  /** NetworkPolicies that allow the clients to reach it. */
  readonly clientPolicies: readonly Manifest[];
  /** Labels of the pods whose images are recorded. */
  readonly pods: readonly Labels[];
  /** A shell command for each container name that prints the versions it runs. */
  readonly versions: Readonly<Record<string, string>>;
  /** Why it is not in the state that every row starts from; undefined when it is. */
  notHealthy(): Promise<string | undefined>;
  waitHealthy(timeoutSeconds?: number): Promise<void>;
  /** Restores what an interrupted row may have changed beyond the manifests. */
  restore(manifests: readonly Manifest[]): Promise<void>;
  /** The pod that a fault hits: one that accepts writes. Repetitions, counted from 1, may choose different pods. */
  target(repetition: number): Promise<Pod>;
  /** Identifies the server of what the target served. A different value after a fault means that another one took over. */
  servedBy(target: Pod): Promise<string>;
  /** What changes in that case, for a note: 'the leader or its timeline'. */
  readonly takenOver: string;
}
