import type { Measurement } from './measurement';
import type { NodeAdapter } from './nodes';
import type { RowDescription } from './row-description';

/** What a row of a whole platform may use. It deploys the platform itself. */
export interface PlatformContext {
  readonly root: string;
  readonly adapter: NodeAdapter;
  /** How often a change is made. */
  readonly repeat: number;
  /** Prints a progress message. */
  say(text: string): void;
  /** Records an image that the row runs. */
  runs(image: string): void;
  /** Records a change of the manifests, or another one to the cluster. */
  changed(text: string): void;
  /** Records a program on which the figures depend, with its version. */
  uses(program: string): void;
}

/** A promise about a whole platform. */
export interface PlatformRow extends RowDescription {
  /** Programs, beside kubectl, that it runs. @default none */
  readonly programs?: readonly string[];
  /** Why it cannot run on this cluster; undefined if it can. @default it runs on every cluster */
  notHere?(adapter: NodeAdapter): string | undefined;
  run(context: PlatformContext): Promise<Measurement>;
}
