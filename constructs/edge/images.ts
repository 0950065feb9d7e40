import type { Image } from '../kubernetes';

/** Images of upstream projects, each pinned to a version. */
export const images = {
  nginx: {
    repository: 'docker.io/library/nginx',
    version: '1.28.2',
    source: 'tags of the official image nginx, branch stable, on Debian',
    uid: 101,
    gid: 101,
    programs: ['sh', 'nginx', 'awk', 'getent', 'sha256sum', 'timeout'],
  },
} as const satisfies Record<string, Image>;

/** The image that runs the scripts of this folder. */
export const scriptRunner: Image = images.nginx;
