import type { Image } from '../kubernetes';

/** Images of upstream projects, each pinned to a version. */
export const images = {
  redis: {
    repository: 'docker.io/library/redis',
    version: '7.2.16',
    source: 'releases of redis/redis, branch 7.2: the last under the BSD licence',
    uid: 999,
    gid: 999,
    programs: ['sh', 'redis-server', 'redis-cli', 'awk', 'getent', 'sha256sum', 'timeout', 'mktemp'],
  },
  redisExporter: {
    repository: 'docker.io/oliver006/redis_exporter',
    version: 'v1.90.0',
    source: 'releases of oliver006/redis_exporter',
    uid: 59000,
    gid: 59000,
    programs: [],
  },
} as const satisfies Record<string, Image>;

/** The image that runs the scripts of this folder. */
export const scriptRunner: Image = images.redis;
