// What a keeper sees of a simulated Redis Cluster: the input of plan.awk.
import { finds, running, type Server, type Servers } from './simulated-server';

/** The nodes that a server knows, and the running ones of the first pods. */
export function seenBy(me: Server, servers: Servers, pods: number): string {
  const nodes = [...me.known.keys()].flatMap((id) => nodeLine(me, id, servers));
  const lines = running(servers)
    .filter(({ ordinal }) => ordinal < pods)
    .map((server) => podLine(server, servers));
  return `${[...nodes, ...lines].join('\n')}\n`;
}

/** A line of CLUSTER NODES. */
function nodeLine(me: Server, id: string, servers: Servers): string[] {
  const [server, view] = [servers.get(id), me.known.get(id)];
  if (!server || !view) return []; // an unknown server, which only counts
  const alive = server === me || finds(me, server);
  const flags = [
    server === me && 'myself',
    server.master ? 'slave' : 'master',
    !alive && 'fail',
    view.mismatch && 'noaddr',
    !server.synced && 'nofailover',
  ].filter(Boolean);
  const slots = server.slots.map(([first, last]) => `${first}-${last}`).join(' ');
  const place = `${view.mismatch ? ':0@0' : `${view.address}:6379@16379`},db-${server.ordinal}.db-pods.shop.svc.cluster.local`;
  return [`node ${id} ${place} ${flags} ${server.master ?? '-'} 0 0 1 ${alive ? 'connected' : 'disconnected'} ${slots}`.trimEnd()];
}

/** What the keeper's queries of a pod's server return. */
function podLine(server: Server, servers: Servers): string {
  const role = server.master ? 'slave' : 'master';
  const owned = new Set([...server.known.keys()].flatMap((id) => servers.get(id)?.slots ?? []));
  const assigned = [...owned].reduce((sum, [first, last]) => sum + last - first + 1, 0);
  const state = `${server.known.size} ${assigned} ${server.keys} ${isOk(server, servers) ? 'ok' : 'fail'} ${server.synced ? 'synced' : 'behind'}`;
  return `pod ${server.ordinal} ${server.address} ${server.id} ${server.where} ${role} ${state} ${server.source ?? ''}`.trimEnd();
}

/** It reaches most masters. */
function isOk(server: Server, servers: Servers): boolean {
  const masters = [...server.known.keys()].map((id) => servers.get(id)).filter((each) => each && each.slots.length > 0);
  return masters.filter((each) => each && (each === server || finds(server, each))).length > masters.length / 2;
}
