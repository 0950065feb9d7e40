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
