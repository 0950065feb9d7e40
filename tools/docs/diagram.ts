import type { ConnectionRecord, Model } from '../../model';

/** A Mermaid flowchart of the connections. An edge is dotted if the client survives its loss. */
export function connectionDiagram(model: Model): string {
  const lines = model.connections.filter((connection) => connection.kind !== 'self').map(edge);
  const peers = [...new Set(model.connections.filter(({ kind }) => kind !== 'self').flatMap(({ from, to }) => [from, to]))].sort();
  return [
    `Environment \`${model.environment}\`. Each arrow shows the container ports; the client survives the loss of a dotted one.`,
    '',
    '```mermaid',
    'flowchart LR',
    ...peers.map((peer) => `  ${id(peer)}${shape(peer, model.connections)}`),
    ...lines,
    '```',
  ].join('\n');
}

const id = (peer: string) => peer.replaceAll(/[^a-z0-9]/gi, '_');

/** Components are boxes; other peers are round. */
const shape = (peer: string, connections: readonly ConnectionRecord[]) => {
  const isComponent = connections.some(
    ({ kind, from, to }) => (kind === 'component' && (from === peer || to === peer)) || (kind === 'self' && from === peer),
  );
  return isComponent ? `["${peer}"]` : `(["${peer}"])`;
};

const edge = ({ from, to, ports, survivesLoss }: ConnectionRecord) => `  ${id(from)} ${survivesLoss ? '-.->' : '-->'}|${ports.join(', ')}| ${id(to)}`;
