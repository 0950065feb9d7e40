import type { Clients } from './clients';
import type { Deployment } from './deployment';
import type { Measurement, Promised } from './measurement';
import type { NodeAdapter } from './nodes';
import type { ProvenComponent } from './proven-component';
import type { ClusterUnderTest } from './results';

/** What a row may use. The component is in its starting state when the row runs, and is brought back to it afterwards. */
export interface RowContext {
  readonly row: string;
  readonly component: ProvenComponent;
  readonly adapter: NodeAdapter;
  readonly deployment: Deployment;
  readonly cluster: ClusterUnderTest;
  readonly clients: Clients;
  /** How often an outage is caused. */
  readonly repeat: number;
  /** Tells whoever watches what happens. */
  say(text: string): void;
  /** Records a change beyond the transformer's, which stands in docs/proof.md beside this row. */
  changed(text: string): void;
}

/** One thing that is proven. */
export interface Row {
  /** In kebab case; `make proof ROW=<name>`. */
  readonly name: string;
  readonly title: string;
  readonly causes: string;
  readonly promise: Promised;
  /** Why it cannot run on this cluster; undefined where it can. @default it runs on every cluster */
  notHere?(cluster: ClusterUnderTest): string | undefined;
  run(context: RowContext): Promise<Measurement>;
}

/** A row and the component that it proves something of. */
export interface ComponentRow extends Row {
  readonly component: ProvenComponent;
}
