import { RedisCluster } from '../../../constructs/redis';
import type { Manifest } from '../../../model';
import { isPartOf } from '../../../proof/manifests';
import { jobOf, type Numbers, resized } from '../../../proof/redis/resized';
import { manifests, renderIn } from '../../constructs/fixture';

/** The construct's manifests, with the namespace and the name that the proof uses. */
function rendered(numbers: Numbers): Manifest[] {
  const resources = { cpu: '1', memory: '1Gi' };
  return manifests(renderIn((chart) => new RedisCluster(chart, 'shopfds-redis', { ...numbers, storage: '10Gi', resources }))) as Manifest[];
}

const three: Numbers = { shards: 3, replicasPerShard: 1, retiringPods: 0 };

describe('manifests for other numbers', () => {
  const before = rendered(three);

  test.each<[string, Numbers]>([
    ['more shards', { ...three, shards: 4 }],
    ['pods that retire', { ...three, retiringPods: 2 }],
    ['more replicas', { ...three, replicasPerShard: 2 }],
    ['the same', three],
  ])('are those that the construct renders, except the name of the Job: %s', (_, numbers) => {
    const [, name = ''] = /"name":"(shopfds-redis-shards-[0-9a-f]{8})"/.exec(JSON.stringify(rendered(numbers))) ?? [];
    const wanted = JSON.parse(JSON.stringify(rendered(numbers)).replaceAll(name, jobOf('shopfds-redis', numbers))) as Manifest[];
    expect(resized('shopfds-redis', before, numbers)).toEqual(
      wanted.filter(({ metadata }) => isPartOf('shopfds-redis', metadata.labels?.['app.kubernetes.io/instance'])),
    );
  });
});
