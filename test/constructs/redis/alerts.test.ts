import type { RedisClusterProps } from '../../../constructs/redis';
import { render } from './fixture';

const alertsOf = (props: Partial<RedisClusterProps> = {}) => render(props).alerts.flatMap(({ alerts }) => alerts);
const expression = (alert: string, props?: Partial<RedisClusterProps>) => alertsOf(props).find(({ name }) => name === alert)?.expr;

describe('the alerts of Redis', () => {
  it.each(['noeviction', 'volatile-ttl'] as const)('include memory if some keys may not be dropped: %s', (maxmemoryPolicy) => {
    expect(expression('RedisMemory', { maxmemoryPolicy })).toContain(' > 0.85');
  });

  it('do not include memory for a cache that may drop any key', () => {
    expect(expression('RedisMemory', { maxmemoryPolicy: 'allkeys-lru' })).toBeUndefined();
  });

  it('expect as many nodes as there are pods, including retiring ones', () => {
    const props = { shards: 4, replicasPerShard: 2, retiringPods: 3 };
    expect([expression('RedisClusterIncomplete', props), expression('RedisNotMeasured', props)]).toEqual([
      expect.stringMatching(/ != 15$/),
      expect.stringMatching(/ < 15$/),
    ]);
  });
});
