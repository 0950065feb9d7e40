// The servers of a simulated Redis Cluster, and how they come to know each other.

export interface Server {
  readonly id: string;
  readonly ordinal: number;
  address: string;
  where: string;
  up: boolean;
  /** Id of its master, if it is a replica. */
  master: string | undefined;
  slots: (readonly [number, number])[];
  keys: number;
  synced: boolean;
  /** The address from which it copies, if that is not its master's. */
  source?: string;
  /** The addresses that it has for the others, by id. */
  readonly known: Map<string, { address: string; mismatch: boolean }>;
  /** Ids from CLUSTER FORGET. */
  readonly forgotten: Set<string>;
}

/** All servers that ever existed, by id. */
export type Servers = ReadonlyMap<string, Server>;

/** The running servers, in the order of their pods. */
export const running = (servers: Servers): Server[] => [...servers.values()].filter((server) => server.up).sort((a, b) => a.ordinal - b.ordinal);

/** Whether a server reaches another one at the address that it has for it. */
export function finds(a: Server, b: Server): boolean {
  const view = a.known.get(b.id);
  return b.up && view !== undefined && view.address === b.address && !view.mismatch;
}

/** Two connected servers exchange their addresses and the servers that they know. */
export function gossip(servers: Servers): void {
  const up = running(servers);
  for (let news = true; news; ) {
    news = false;
    for (const a of up) {
      for (const b of up) {
        if (a === b || !a.known.has(b.id) || !b.known.has(a.id) || !(finds(a, b) || finds(b, a))) continue;
        news = tell(a, b, servers) || news;
      }
    }
  }
  for (const a of up) {
    for (const [id, view] of a.known) {
      const there = up.find(({ address }) => address === view.address);
      if (there && there.id !== id) view.mismatch = true;
    }
  }
}

function tell(a: Server, b: Server, servers: Servers): boolean {
  let news = !finds(a, b);
  a.known.set(b.id, { address: b.address, mismatch: false });
  for (const [id, view] of b.known) {
    const other = servers.get(id);
    if (a.known.has(id) || a.forgotten.has(id) || !other || !finds(b, other)) continue; // stopped servers make no handshake
    a.known.set(id, { ...view });
    other.known.set(a.id, { address: a.address, mismatch: false });
    news = true;
  }
  return news;
}
