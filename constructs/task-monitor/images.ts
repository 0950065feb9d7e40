import type { Image } from '../kubernetes';

/** Images of upstream projects, each pinned to a version. */
export const images = {
  flower: {
    repository: 'docker.io/mher/flower',
    version: '2.0.1',
    source: 'releases of mher/flower',
    uid: 1000,
    gid: 1000,
    programs: ['sh', 'celery'],
  },
} as const satisfies Record<string, Image>;
