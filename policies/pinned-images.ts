import { pins } from '../model';
import { workloadsOf } from './manifests';
import { definePolicy, demand, type Finding } from './policy';

export const pinnedImages = definePolicy(
  'pinned-images',
  'A moving tag may run different programs on two nodes, and the vendor of the free Bitnami images moves, freezes and deletes them.',
  (model) =>
    workloadsOf(model).flatMap(({ containers }) => containers.flatMap(({ container, where }) => imageFindings(where, container.image ?? ''))),
);

function imageFindings(where: string, image: string): Finding[] {
  const [name = '', digest] = image.split('@');
  const segments = name.split('/');
  const [, tag = ''] = (segments.pop() ?? '').split(':'); // a colon before the last slash begins the registry's port
  return [
    ...demand(tag !== '' || /^sha256:[0-9a-f]{64}$/.test(digest ?? ''), {
      where,
      message: `image '${image}' has neither a tag nor a digest`,
      fix: 'name the exact version: repository:version',
    }),
    ...demand(tag === '' || (digest ? !/^latest(-|$)/.test(tag) : pins(tag)), {
      where,
      message: `image '${image}' has the tag '${tag}', which does not name one version`,
      fix: 'name the exact version: repository:version',
    }),
    // Any segment before the last: docker.io/bitnami/x, registry-1.docker.io/bitnami/x and a mirror's cache/dockerhub/bitnami/x are the same image.
    ...demand(!segments.some((segment) => ['bitnami', 'bitnamilegacy'].includes(segment.toLowerCase())), {
      where,
      message: `image '${image}' is a Bitnami image`,
      fix: "use the upstream project's image; images.ts in each component's folder lists the images in use",
    }),
  ];
}
