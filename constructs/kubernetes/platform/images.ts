import type { Image } from '../pod/images';

/** Images of upstream projects, each pinned to a version. */
export const images = {
  curl: {
    repository: 'docker.io/curlimages/curl',
    version: '8.16.0',
    source: 'tags of curlimages/curl',
    uid: 100,
    gid: 101,
    programs: ['sh', 'curl', 'head', 'od', 'tr', 'grep', 'cut', 'awk'],
  },
} as const satisfies Record<string, Image>;

/** The image that runs the scripts of this folder. */
export const scriptRunner: Image = images.curl;
