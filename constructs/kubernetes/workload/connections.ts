import { faultsOf, messageOf } from '../schema/check';
import { host as hostName, port as tcpPort } from '../schema/fields';
import { object } from '../schema/schema';
import type { EnvironmentVariables } from './environment-variables';

/** A set of pods, as its peers see it. */
export interface PodSet {
  readonly instance: string;
  readonly namespace: string;
  /** Labels that select exactly these pods. */
  readonly selector: Readonly<Record<string, string>>;
  /** DNS domain of their cluster. */
  readonly domain: string;
}

/** What a component offers to its clients: pods, ports, and the values for the client's configuration. */
export interface Endpoint<Values> {
  readonly workload: PodSet;
  /** Container ports, not Service ports: NetworkPolicies act after address translation. */
  readonly ports: readonly number[];
  /** Host, port, URL and the like, as this client sees them. */
  values(client: PodSet): Values;
}

/** A peer that is not a component of the platform. */
export type TypedPeer = { readonly kind: 'kubernetes-api' } | { readonly kind: 'external'; readonly host: string; readonly port: number };

/** The Kubernetes API server; its addresses are part of the cluster's facts. */
export const kubernetesApi: TypedPeer = { kind: 'kubernetes-api' };

const externalPeer = object({ host: hostName('Host outside.'), port: tcpPort('Its port.') });

/**
 * A host on the Internet. A NetworkPolicy cannot contain host names, so this allows the port to all public addresses; the name is documentation.
 */
export function external(host: string, port: number): TypedPeer {
  const scope = `external(${JSON.stringify(host)}, ${port})`;
  const faults = faultsOf(externalPeer, { host, port });
  if (faults.length > 0) throw new Error(faults.map((fault) => messageOf(scope, fault)).join('\n'));
  return { kind: 'external', host, port };
}

export type Peer = { readonly kind: 'component'; readonly endpoint: Endpoint<unknown> } | TypedPeer;

export interface ConnectOptions {
  /** Whether the client keeps working without this peer: a soft edge in the diagram. @default false */
  readonly survivesLoss?: boolean;
}

export interface Connection {
  readonly peer: Peer;
  readonly survivesLoss: boolean;
  variables(client: PodSet): EnvironmentVariables;
}

/**
 * Connects a workload to an endpoint or a typed peer. The variables, the NetworkPolicy on both sides and the edge in the diagram follow from it.
 *
 * @param peer an endpoint that a component offers, `kubernetesApi` or `external()`
 * @param name maps the endpoint's values to the client's variables
 */
export function connect<Values>(peer: Endpoint<Values>, name: (values: Values) => EnvironmentVariables, options?: ConnectOptions): Connection;
export function connect(peer: TypedPeer | Endpoint<unknown>, options?: ConnectOptions): Connection;
export function connect<Values>(
  peer: TypedPeer | Endpoint<Values>,
  second?: ((values: Values) => EnvironmentVariables) | ConnectOptions,
  third?: ConnectOptions,
): Connection {
  const name = typeof second === 'function' ? second : undefined;
  const options = typeof second === 'function' ? third : second;
  const survivesLoss = options?.survivesLoss ?? false;
  if ('kind' in peer) return { peer, survivesLoss, variables: () => ({}) };
  return { peer: { kind: 'component', endpoint: peer }, survivesLoss, variables: (client) => name?.(peer.values(client)) ?? {} };
}

/** Host name of a Service for a client: short in the same namespace, else complete. The pods' resolver finds both with its first query. */
export const hostOf = (service: string, namespace: string, client: PodSet): string =>
  client.namespace === namespace ? service : `${service}.${namespace}.svc.${client.domain}`;
