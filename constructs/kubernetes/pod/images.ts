/** An image that this project runs: where it comes from, as whom it runs, and what its scripts may count on. */
export interface Image {
  readonly repository: string;
  readonly version: string;
  /** Where the version was read. */
  readonly source: string;
  /** User and group that own the program's files in it. */
  readonly uid: number;
  readonly gid: number;
  /** Programs that our scripts may call in it; those of POSIX (sh, cat, sleep, ...) are in every image that lists `sh`. */
  readonly programs: readonly string[];
}

/** The catalogue. Upstream projects' images only, each pinned to a version. */
export const images = {
  /** Zalando's Spilo as a carrier of Patroni 4.1 and PostgreSQL 15 to 18; none of its own entry points or configuration is used. */
  spilo: {
    repository: 'ghcr.io/zalando/spilo-18',
    version: '4.1-p2',
    source: "default image of Zalando's postgres-operator 2.0.1",
    uid: 101,
    gid: 103,
    programs: ['sh', 'curl', 'jq', 'patroni', 'patronictl', 'psql', 'pg_isready', 'pg_controldata', 'postgres', 'timeout', 'df', 'awk'],
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
  curl: {
    repository: 'docker.io/curlimages/curl',
    version: '8.16.0',
    source: 'tags of curlimages/curl',
    uid: 100,
    gid: 101,
    programs: ['sh', 'curl', 'head', 'od', 'tr', 'grep', 'cut', 'awk'],
  },
} as const satisfies Record<string, Image>;

/** What an environment may put in the place of a catalogue's image. */
export interface ImageOverride {
  readonly repository?: string;
  readonly tag?: string;
}

/** `repository:tag` of an image, with what an environment puts in its place. */
export const reference = (image: Image, { repository = image.repository, tag = image.version }: ImageOverride = {}): string => `${repository}:${tag}`;

/**
 * An image's name with the mirror of its registry.
 *
 * @param mirrors host and path by the registry's host, such as `{ 'docker.io': 'registry.example.com/docker-hub' }`
 */
export function mirrored(image: string, mirrors: Readonly<Record<string, string>>): string {
  const [first = '', ...rest] = image.split('/');
  const named = rest.length > 0 && /[.:]|^localhost$/.test(first);
  const mirror = mirrors[named ? first : 'docker.io'];
  if (!mirror) return image;
  const path = named ? rest.join('/') : image;
  return `${mirror}/${named || rest.length > 0 ? path : `library/${path}`}`;
}
