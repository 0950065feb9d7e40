import { join } from 'node:path';
import { connect, type Endpoint, fileOf, type PlatformChart, ReleaseTest, reference, runScript } from '../kubernetes';
import type { RedisClusterValues } from './endpoints';
import { images } from './images';
import type { Resolved } from './resolve';

/** Adds the Pod with which `helm test` shows that the cluster accepts writes. It connects with the values that the application gets. */
export const addWriteTest = (chart: PlatformChart, id: string, props: Resolved, endpoint: Endpoint<RedisClusterValues>): ReleaseTest =>
  new ReleaseTest(chart, id, {
    name: 'redis-test',
    component: 'test',
    connections: [
      connect(endpoint, ({ host, port, username, password }) => ({
        REDIS_HOST: host,
        REDIS_PORT: port,
        REDIS_USERNAME: username,
        REDISCLI_AUTH: password,
      })),
    ],
    settings: { pod: props.pod },
    command: runScript('write-test.sh'),
    files: [fileOf(join(__dirname, 'scripts', 'write-test.sh'), 'restart')],
    image: reference(props.images.redis),
    user: images.redis,
  });
