import type { Clients } from './clients';
import type { Deployment } from './deployment';
import type { Measurement, Promised } from './measurement';
import type { NodeAdapter } from './nodes';
import type { ProvenComponent } from './proven-component';
import type { ClusterUnderTest } from './results';

/** What a row may use. The component is in its starting state when the row starts, and is restored afterwards. */
export interface RowContext {
  /** The row's name, without the component's. */
  readonly row: string;
  readonly component: ProvenComponent;
  readonly adapter: NodeAdapter;
  readonly deployment: Deployment;
  readonly cluster: ClusterUnderTest;
  readonly clients: Clients;
  /** How often an outage is caused. */
  readonly repeat: number;
  /** Prints a progress message. */
  say(text: string): void;
  /** Records a change beyond those of transform(); the component's page lists it with this row. */
  changed(text: string): void;
}

/** One promise that is proven. */
export interface Row {
  /** In kebab case, unique among the component's rows. */
  readonly name: string;
  readonly title: string;
  readonly causes: string;
  readonly promise: Promised;
  /** Why it cannot run on this cluster; undefined if it can. @default it runs on every cluster */
  notHere?(cluster: ClusterUnderTest): string | undefined;
  run(context: RowContext): Promise<Measurement>;
}

/** A row with the component that it tests. */
export interface ComponentRow extends Row {
  readonly component: ProvenComponent;
  /** `<platform>/<component>/<row>`, such as 'shopfds/redis/drain': its name in results, docs and `make proof ROW=`. */
  readonly fullName: string;
}
