// The requirements for ShopFDS's Redis Cluster, by their ids in requirements.md.
import { shopfds } from '../../charts/shopfds';
import { manifest } from '../constructs/fixture';

const everywhere = shopfds.environments;
const of = (environment: string, name: string) => manifest(shopfds.build(environment), name);
const redisConf = (environment: string): string => of(environment, 'ConfigMap/shopfds-redis').data['redis.conf'];

describe('FR-008, FR-009: Redis Cluster', () => {
  it.each(everywhere)('has at least three masters, each with at least one replica, in %s', (environment) => {
    const shards = Number(/^SHARDS=(\d+)$/m.exec(of(environment, 'ConfigMap/shopfds-redis').data.size)?.[1]);
    expect(shards).toBeGreaterThanOrEqual(3);
    expect(of(environment, 'StatefulSet/shopfds-redis').spec.replicas).toBeGreaterThanOrEqual(2 * shards);
  });

  it.each(everywhere)('considers a node dead after 5000 ms, in %s', (environment) => {
    expect(redisConf(environment)).toContain('cluster-node-timeout 5000\n');
  });
});

describe('FR-010..013: data in Redis', () => {
  it.each(everywhere)('are never evicted, neither sessions nor entries of the blacklist, in %s', (environment) => {
    expect(redisConf(environment)).toContain('maxmemory-policy noeviction\n');
  });
});

describe('FR-014: failure of Redis', () => {
  it.each(everywhere)('allows reads when the majority is lost, in %s', (environment) => {
    expect(redisConf(environment)).toContain('cluster-allow-reads-when-down yes\n');
  });

  it('does not stop the application, which falls back to the database', () => {
    const edge = shopfds.build('production').connections.find(({ from, to }) => from === 'ecommerce' && to === 'shopfds-redis');
    expect(edge?.survivesLoss).toBe(true);
  });
});
