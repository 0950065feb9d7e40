/** An image that this project runs: its source, its user, and the programs that scripts may call in it. */
export interface Image {
  readonly repository: string;
  readonly version: string;
  /** Where the version was read. */
  readonly source: string;
  /** User and group that own the program's files in the image. */
  readonly uid: number;
  readonly gid: number;
  /** Programs that our scripts may call in the image. An image that lists `sh` also has those of POSIX (cat, sleep, ...). */
  readonly programs: readonly string[];
}

/** An image as the data of an environment name it. */
export interface ImageName {
  readonly repository: string;
  readonly tag: string;
  readonly digest?: string | undefined;
}

/** `repository:tag` of an image, or `repository:tag@digest`. */
export const reference = ({ repository, tag, digest }: ImageName): string => `${repository}:${tag}${digest ? `@${digest}` : ''}`;

/**
 * Name of an image in the mirror of its registry.
 *
 * @param mirrors host and path by the registry's host, such as `{ 'docker.io': 'registry.example.com/docker-hub' }`
 */
export function mirrored(image: string, mirrors: Readonly<Record<string, string>>): string {
  const { registry, path } = partsOf(image);
  const mirror = mirrors[registry];
  return mirror ? `${mirror}/${path}` : image;
}

/** The registry that an image comes from. */
export const registryOf = (image: string): string => partsOf(image).registry;

/** Registry and path of an image as runtimes read its name. */
function partsOf(image: string): { readonly registry: string; readonly path: string } {
  const [first = '', ...rest] = image.split('/');
  if (rest.length > 0 && /[.:]|^localhost$/.test(first)) return { registry: first, path: rest.join('/') };
  return { registry: 'docker.io', path: rest.length > 0 ? image : `library/${image}` };
}
