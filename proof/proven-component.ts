import type { Manifest } from '../model';
import type { ClientProgram } from './client-programs';
import type { Labels } from './pods';
import type { Pod } from './shapes';

/** A component that is proven: what the runner must know of it. */
export interface ProvenComponent {
  /** The value of its label app.kubernetes.io/instance, which its parts' names begin with. */
  readonly name: string;
  /** What it is and who its clients are, for docs/proof.md: paragraphs of Markdown. */
  readonly introduction: string;
  /** The programs that are its clients, by kind; outages are measured with all of them. */
  programs(manifests: readonly Manifest[]): Readonly<Record<string, ClientProgram>>;
  /** The files that these programs are, by name. */
  programFiles(): Promise<Readonly<Record<string, string>>>;
  /** Environment variables of the application that its clients connect with. */
  readonly variables: readonly string[];
  /** What lets the clients reach it. */
  readonly clientPolicies: readonly Manifest[];
  /** Pods whose images count, by their labels. */
  readonly pods: readonly Labels[];
  /** How a container tells what it runs, by its name: a line of shell. */
  readonly versions: Readonly<Record<string, string>>;
  /** Why it is not in the state that every row starts from; undefined when it is. */
  notHealthy(): Promise<string | undefined>;
  waitHealthy(timeoutSeconds?: number): Promise<void>;
  /** Puts back what an interrupted row may have changed beside the manifests. */
  restore(manifests: readonly Manifest[]): Promise<void>;
  /** The pod that a fault is for: one that takes writes. Repetitions, counted from 1, may choose different ones. */
  target(repetition: number): Promise<Pod>;
  /** Names who serves what the target served: another name after a fault tells that another one took over. */
  servedBy(target: Pod): Promise<string>;
  /** What changes then, as a note says it: 'the leader or its timeline'. */
  readonly takenOver: string;
}
