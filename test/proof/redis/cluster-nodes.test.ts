import {
  countSlots,
  misplaced,
  notElectable,
  notWhole,
  notWholeFrom,
  parseClusterNodes,
  parseView,
  shardsOf,
  type View,
} from '../../../proof/redis/cluster-nodes';

const size = { pods: 6, shards: 3 };
const id = (number: number) => String(number).repeat(40);
const line = (number: number, role: string, rest: string, slots = '') =>
  `${id(number)} 10.0.0.${number}:6379@16379,redis-${number}.redis-pods.shop.svc.cluster.local ${role} ${rest} connected ${slots}`.trimEnd();

const lines = [
  line(0, 'myself,master', '- 0 0 1', '0-5460'),
  line(1, 'master', '- 0 0 2', '5461-10922'),
  line(2, 'master', '- 0 0 3', '10923-16383'),
  line(3, 'slave', `${id(0)} 0 0 1`),
  line(4, 'slave', `${id(1)} 0 0 2`),
  line(5, 'slave', `${id(2)} 0 0 3`),
];
const info = 'cluster_state:ok\r\ncluster_slots_assigned:16384\r\n# Replication\r\nrole:master\r\n';

/** A pod's view, with some lines replaced. */
const view = (replace: Readonly<Record<number, string>> = {}, over: Partial<View> = {}, pod = 'redis-0'): View => ({
  ...parseView(pod, [...lines.map((each, index) => replace[index] ?? each).filter(Boolean), info].join('\n')),
  ...over,
});
const reason = (replace: Readonly<Record<number, string>>, over: Partial<View> = {}) => notWholeFrom(view(replace, over), size);

describe('CLUSTER NODES', () => {
  const [first, , , replica] = parseClusterNodes(lines.join('\n'));

  test('gives a master with its slots, and the pod by its host name', () =>
    expect(first).toEqual({
      id: id(0),
      address: '10.0.0.0:6379',
      pod: 'redis-0',
      flags: ['myself', 'master'],
      epoch: 1,
      connected: true,
      slots: [[0, 5460]],
    }));

  test('gives the master of a replica', () => expect(replica).toMatchObject({ master: id(0), slots: [], flags: ['slave'] }));

  test('may have more fields after the host name', () =>
    expect(parseClusterNodes(`${id(1)} 10.0.0.1:6379@16379,redis-1.pods,shard-id=abc master - 0 0 2 connected`)[0]?.pod).toBe('redis-1'));

  test('may have no host name', () =>
    expect(parseClusterNodes(`${id(1)} 10.0.0.1:6379@16379 master - 0 0 2 connected`)[0]).toMatchObject({ pod: '', address: '10.0.0.1:6379' }));

  test('counts single slots and ranges, but no slot that is moving', () => {
    const [node] = parseClusterNodes(line(1, 'master', '- 0 0 2', `5 7-9 [11->-${id(2)}]`));
    expect(countSlots({ slots: node?.slots ?? [] })).toBe(4);
  });

  test('may be between other answers', () => {
    const text = `view of redis-3\n${lines.join('\n')}\n\ncluster_state:fail\r\nrole:slave\r\nmaster_link_status:down\r\n`;
    expect(parseView('redis-3', text)).toMatchObject({ pod: 'redis-3', state: 'fail', masterLink: 'down' });
  });

  test('gives shards in the order of their slots', () =>
    expect(shardsOf(parseClusterNodes([...lines].reverse().join('\n'))).map(({ master, replicas }) => [master.pod, replicas[0]?.pod])).toEqual([
      ['redis-0', 'redis-3'],
      ['redis-1', 'redis-4'],
      ['redis-2', 'redis-5'],
    ]));
});

describe('a cluster', () => {
  test('is whole with three masters, their replicas and all slots', () => expect(reason({})).toBeUndefined());

  test.each([
    ['a node is missing', { 5: '' }, 'knows 5 of 6 nodes'],
    ['a node has failed', { 5: line(5, 'slave,fail', `${id(2)} 0 0 3`) }, 'redis-5 is slave,fail'],
    ['a node may have failed', { 5: line(5, 'slave,fail?', `${id(2)} 0 0 3`) }, 'redis-5 is slave,fail?'],
    ['a node is still in its handshake', { 5: line(5, 'handshake', '- 0 0 3') }, 'redis-5 is handshake'],
    ['a node has no address', { 5: line(5, 'slave,noaddr', `${id(2)} 0 0 3`) }, 'redis-5 is slave,noaddr'],
    ['a node is disconnected', { 5: line(5, 'slave', `${id(2)} 0 0 3`).replace(' connected', ' disconnected') }, 'redis-5 is slave, disconnected'],
    ['a master has no slots', { 2: line(2, 'master', '- 0 0 3') }, '2 masters have slots, not 3'],
    ['a slot is not served', { 2: line(2, 'master', '- 0 0 3', '10923-16382') }, '5461 + 5462 + 5460 of 16384 slots are served'],
    [
      'slots are uneven',
      { 0: line(0, 'master', '- 0 0 1', '0-5459'), 1: line(1, 'master', '- 0 0 2', '5460-10922') },
      'slots are uneven: 5460, 5463, 5461',
    ],
    ['a replica has the wrong master', { 5: line(5, 'slave', `${id(1)} 0 0 3`) }, 'redis-1 has 2 of 1 replicas'],
  ])('is not whole while %s', (_, replace, because) => expect(reason(replace)).toBe(`redis-0: ${because}`));

  test('is not whole while it reports a failure', () => expect(reason({}, { state: 'fail' })).toBe('redis-0: cluster_state fail'));

  test('is not whole while a replica has no link to its master', () =>
    expect(reason({}, { masterLink: 'down' })).toBe('redis-0: master_link_status down'));

  test('is not whole while two pods see it differently', () => {
    const moved = view({ 5: line(5, 'slave', `${id(2)} 0 0 3`).replace('10.0.0.5', '10.0.0.9') }, {}, 'redis-1');
    expect(notWhole([view(), moved], size)).toBe('redis-0 and redis-1 see different clusters');
  });

  test('is whole if all pods see the same nodes, in any order', () => {
    const reversed = { ...view({}, {}, 'redis-1'), nodes: [...view().nodes].reverse() };
    expect(notWhole([view(), reversed], size)).toBeUndefined();
  });
});

describe('replicas', () => {
  const found = (flags: string) => notElectable(shardsOf(parseClusterNodes([...lines.slice(0, 5), line(5, flags, `${id(2)} 0 0 3`)].join('\n'))));

  test('can take over', () => expect(found('slave')).toBeUndefined());

  test('cannot take over while they are barred', () => expect(found('slave,nofailover')).toBe('redis-5 may not be elected yet'));
});

describe('a placement', () => {
  const shards = shardsOf(parseClusterNodes(lines.join('\n')));
  const on = (...machines: string[]) => misplaced(shards, (pod) => machines[Number(pod.at(-1))] ?? '');

  test('is good with each master on another node and no shard on one', () => expect(on('a', 'b', 'c', 'b', 'c', 'a')).toBeUndefined());

  test('is bad with two masters on one node', () => expect(on('a', 'a', 'c', 'b', 'c', 'b')).toBe('two masters are on a'));

  test('is bad with a shard on one node', () => expect(on('a', 'b', 'c', 'a', 'c', 'b')).toBe('the whole shard of redis-0 is on a'));

  test('is not judged on two nodes', () => expect(on('a', 'b', 'a', 'b', 'a', 'b')).toBeUndefined());
});
