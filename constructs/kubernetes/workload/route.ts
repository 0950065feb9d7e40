import { connect } from './connections';
import type { Workload } from './workload';

/**
 * What the edge may lead to: the port `http` of a web service. Only a component for clients outside of the platform offers one; so a store, a
 * metrics port or a tool of the operators cannot be routed.
 */
export class Route {
  /** Makes the class differ from every other with the same fields. */
  readonly #workload: Workload;

  /** @param port container port of the Service's port `http`, which is 80 */
  constructor(
    workload: Workload,
    private readonly port: number,
  ) {
    this.#workload = workload;
  }

  /** Name of the Service. */
  get service(): string {
    return this.#workload.instance;
  }

  get namespace(): string {
    return this.#workload.namespace;
  }

  /** Lets the cluster's edge reach it. */
  admitEdge(): void {
    this.#workload.admitEdge(this.port);
  }

  /** The connection of the platform's own edge. */
  connection() {
    return connect({ workload: this.#workload, ports: [this.port], values: () => ({}) });
  }
}
