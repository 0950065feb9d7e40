import type { Image } from '../kubernetes';

/** Images of upstream projects, each pinned to a version. */
export const images = {
  rabbitmq: {
    repository: 'docker.io/library/rabbitmq',
    version: '4.2.8',
    source: 'docker-library/rabbitmq, 4.2/ubuntu: the last series that can also start with the older metadata store, Mnesia',
    uid: 999,
    gid: 999,
    programs: ['sh', 'erl', 'rabbitmq-server', 'rabbitmqctl', 'rabbitmq-upgrade', 'awk', 'base64', 'basenc', 'sha256sum', 'timeout'],
  },
} as const satisfies Record<string, Image>;

/** The image that runs the scripts of this folder. */
export const scriptRunner: Image = images.rabbitmq;
