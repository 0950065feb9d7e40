import type { Image } from '../kubernetes';

/** Images of upstream projects, each pinned to a version. */
export const images = {
  /** Zalando's Spilo, used for its Patroni 4.1 and PostgreSQL 15 to 18 only, without its entry points and configuration. */
  spilo: {
    repository: 'ghcr.io/zalando/spilo-18',
    version: '4.1-p2',
    source: "default image of Zalando's postgres-operator 2.0.1",
    uid: 101,
    gid: 103,
    programs: [
      'sh',
      'curl',
      'jq',
      'patroni',
      'patronictl',
      'psql',
      'pg_isready',
      'pg_controldata',
      'pg_rewind',
      'postgres',
      'timeout',
      'df',
      'awk',
      'id',
      'du',
    ],
  },
  haproxy: {
    repository: 'docker.io/library/haproxy',
    version: '3.2.21',
    source: "tags of Docker's official haproxy image, branch 3.2 (long-term support)",
    uid: 99,
    gid: 99,
    programs: ['sh', 'haproxy'],
  },
  postgresExporter: {
    repository: 'quay.io/prometheuscommunity/postgres-exporter',
    version: 'v0.19.1',
    source: 'releases of prometheus-community/postgres_exporter',
    uid: 65534,
    gid: 65534,
    programs: [],
  },
} as const satisfies Record<string, Image>;

/** The image that runs the scripts of this folder. */
export const scriptRunner: Image = images.spilo;
