import type { Measurement } from './measurement';
import type { NodeAdapter } from './nodes';
import type { Gitops } from './nodes/gitops';
import type { RowDescription } from './row-description';

/** What a row of a whole platform may use. It deploys the platform itself. */
export interface PlatformContext {
  readonly root: string;
  readonly adapter: NodeAdapter;
  readonly gitops: Gitops;
  /** How often a change is made. */
  readonly repeat: number;
  /** Prints a progress message. */
  say(text: string): void;
  /** Records an image that the row runs. */
  runs(image: string): void;
  /** Records a change of the manifests, or another one to the cluster. */
  changed(text: string): void;
}

/** A promise about a whole platform. It runs on clusters whose adapter provides Argo CD. */
export interface PlatformRow extends RowDescription {
  run(context: PlatformContext): Promise<Measurement>;
}
