import { graceOf, onlyWithGrace } from '../../proof/monitor-grace';

describe('the grace period', () => {
  test('is read from the arguments of the controller', () => expect(graceOf(['/bin/x', '--a=b', '--node-monitor-grace-period=50s'])).toBe('50s'));

  test('is unknown if the controller has none', () => expect(graceOf(['/bin/x'])).toBeUndefined());

  test('decides whether a row can run on this cluster', () => {
    const cluster = { kubernetes: '', nodes: '', kernel: '', runtime: '', monitorGrace: '20s', adapter: '' };
    expect(onlyWithGrace('50s')(cluster)).toBe("the cluster's node-monitor grace period is 20s, the row needs 50s");
  });
});
