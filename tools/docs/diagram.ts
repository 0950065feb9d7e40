import type { ConnectionRecord, Model } from '../../model';

/** A Mermaid flowchart of who talks to whom; dotted edges are those that the client survives. */
export function connectionDiagram(model: Model): string {
  const lines = model.connections.filter((connection) => connection.kind !== 'self').map(edge);
  const peers = [...new Set(model.connections.filter(({ kind }) => kind !== 'self').flatMap(({ from, to }) => [from, to]))].sort();
  return [
    `Environment \`${model.environment}\`; an arrow names the container ports, a dotted one is survived when it breaks.`,
    '',
    '```mermaid',
    'flowchart LR',
    ...peers.map((peer) => `  ${id(peer)}${shape(peer, model.connections)}`),
    ...lines,
    '```',
  ].join('\n');
}

const id = (peer: string) => peer.replaceAll(/[^a-z0-9]/gi, '_');

/** Components are boxes, everything else is round. */
const shape = (peer: string, connections: readonly ConnectionRecord[]) => {
  const isComponent = connections.some(
    ({ kind, from, to }) => (kind === 'component' && (from === peer || to === peer)) || (kind === 'self' && from === peer),
  );
  return isComponent ? `["${peer}"]` : `(["${peer}"])`;
};

const edge = ({ from, to, ports, survivesLoss }: ConnectionRecord) => `  ${id(from)} ${survivesLoss ? '-.->' : '-->'}|${ports.join(', ')}| ${id(to)}`;
