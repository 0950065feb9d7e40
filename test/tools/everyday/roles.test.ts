import type { LivePod } from '../../../tools/everyday/live';
import { postgresRoles, rabbitmqRoles, redisRoles, rolesOf } from '../../../tools/everyday/roles';
import { fakeKubectl, pod } from './fakes';

const pods = (...each: readonly object[]) => each as readonly LivePod[];
const labelled = (name: string, role?: string) => pod('db', name, {}, role ? { labels: { role } } : {});
const server = (name: string, ip: string) => pod('cache', name, { podIP: ip });

describe('the primary of PostgreSQL', () => {
  it('is the pod with its label', () => {
    expect(postgresRoles(pods(labelled('db-0', 'replica'), labelled('db-1', 'primary')))).toEqual({
      of: new Map([
        ['db-0', 'replica'],
        ['db-1', 'primary'],
      ]),
      faults: [],
    });
  });

  it('may be missing, which is a fault', () => {
    expect(postgresRoles(pods(labelled('db-0', 'replica'), labelled('db-1'))).faults).toEqual(['no pod is primary: writes fail']);
  });

  it('may not be two', () => {
    expect(postgresRoles(pods(labelled('db-0', 'primary'), labelled('db-1', 'primary'))).faults).toEqual([
      'more than one pod is labelled primary: db-0, db-1',
    ]);
  });
});

describe('the leaders of RabbitMQ', () => {
  const nodes = pods(pod('mq', 'mq-0'), pod('mq', 'mq-1'));
  const leader = (name: string) => `rabbit@${name}.mq-pods.shop.svc.cluster.local`;

  it('are named with the number of their queues', () => {
    expect(rabbitmqRoles(nodes, `orders\t${leader('mq-1')}\norders.dead\t${leader('mq-1')}\n`)).toEqual({
      of: new Map([
        ['mq-0', 'leads 0 of 2 queues'],
        ['mq-1', 'leads 2 of 2 queues'],
      ]),
      faults: [],
    });
  });

  it('may be missing, which is a fault', () => {
    expect(rabbitmqRoles(nodes, `orders\t\norders.dead\t${leader('mq-1')}`).faults).toEqual([
      'queues without a leader, which are not available: orders',
    ]);
  });
});

describe('the masters of Redis', () => {
  const servers = pods(server('cache-0', '10.0.0.1'), server('cache-1', '10.0.0.2'), server('cache-2', '10.0.0.3'));
  const line = (id: string, ip: string, flags: string, master: string, slots = '') =>
    `${id} ${ip}:6379@16379,cache ${flags} ${master} 0 0 1 connected ${slots}`.trim();

  it('are named with their slots, and replicas with their masters', () => {
    const answer = [
      line('a', '10.0.0.1', 'myself,master', '-', '0-8191'),
      line('b', '10.0.0.2', 'master', '-', '8192-16382 16383'),
      line('c', '10.0.0.3', 'slave', 'b'),
    ];
    expect(redisRoles(servers, answer.join('\n'))).toEqual({
      of: new Map([
        ['cache-0', 'master of slots 0-8191'],
        ['cache-1', 'master of slots 8192-16382 16383'],
        ['cache-2', 'replica of cache-1'],
      ]),
      faults: [],
    });
  });

  it('may have failed, so that slots are without a master, which is a fault', () => {
    const answer = [
      line('a', '10.0.0.1', 'myself,master', '-', '0-8191'),
      line('b', '10.0.0.9', 'master,fail', '-', '8192-16383'),
      line('c', '10.0.0.3', 'slave', 'b'),
    ];
    const { of, faults } = redisRoles(servers, answer.join('\n'));
    expect([of.get('cache-2'), faults]).toEqual([
      'replica of a lost server',
      ['masters hold 8192 of 16384 slots: keys of the others cannot be read'],
    ]);
  });

  it('are asked of a ready pod', async () => {
    const { kubectl, calls } = fakeKubectl({ exec: '' });
    const broken = pod('cache', 'cache-0', { conditions: [] });
    const workloads = [
      { name: 'StatefulSet/cache', wanted: 2, ready: 1, isDone: false, pods: pods(broken, server('cache-1', '10.0.0.2')), troubles: [] },
    ];
    await rolesOf({ id: 'cache', kind: 'redis', namespace: 'shop', workloads }, kubectl);
    expect(calls).toEqual(['exec -n shop cache-1 -c redis -- /bin/sh /etc/ballast/cli.sh cluster nodes']);
  });

  it('may be unknown, if no server answers', async () => {
    const workloads = [{ name: 'StatefulSet/cache', wanted: 1, ready: 0, isDone: false, pods: servers, troubles: [] }];
    const { faults } = await rolesOf(
      { id: 'cache', kind: 'redis', namespace: 'shop', workloads },
      fakeKubectl({ exec: '!container not found' }).kubectl,
    );
    expect(faults).toEqual([expect.stringMatching(/^it does not say who is primary: .*container not found$/)]);
  });
});

it('a component without roles is not asked', async () => {
  const { kubectl, calls } = fakeKubectl();
  const workloads = [{ name: 'Deployment/web', wanted: 1, ready: 1, isDone: true, pods: pods(pod('web', 'web-1')), troubles: [] }];
  await rolesOf({ id: 'web', kind: 'web-service', namespace: 'shop', workloads }, kubectl);
  expect(calls).toEqual([]);
});
