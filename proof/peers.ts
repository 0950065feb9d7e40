import type { Labels } from './shapes';

/** Something outside of the component's namespace: its namespace and labels, as the environment states them. */
export interface Peer {
  readonly namespace: string;
  readonly labels: Labels;
}

/** Who uses a component: facts of its platform. */
export interface Peers {
  /** A Deployment that connects to it; the proof's clients connect with its environment variables. */
  readonly application: string;
  /** The port of this application that the edge may reach. */
  readonly applicationPort: number;
  readonly scraper: Peer;
  readonly edge: Peer;
}

/** A workload of a component, as its clients and the NetworkPolicy matrix know it. */
export interface Part {
  /** Name of its StatefulSet or Deployment. */
  readonly workload: string;
  /** Container port for clients. */
  readonly port: number;
  /** Its other container ports. */
  readonly others: readonly number[];
}
