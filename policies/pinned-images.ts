import { pins } from '../model';
import { workloadsOf } from './manifests';
import { definePolicy, demand, type Finding } from './policy';

export const pinnedImages = definePolicy(
  'pinned-images',
  'A tag that moves runs different programs on two nodes, and the free images of Bitnami are moved, frozen and deleted by their vendor.',
  (model) =>
    workloadsOf(model).flatMap(({ containers }) => containers.flatMap(({ container, where }) => imageFindings(where, container.image ?? ''))),
);

function imageFindings(where: string, image: string): Finding[] {
  const [name = '', digest] = image.split('@');
  const segments = name.split('/');
  const [, tag = ''] = (segments.pop() ?? '').split(':'); // a colon before the last slash is the registry's port
  return [
    ...demand(tag !== '' || /^sha256:[0-9a-f]{64}$/.test(digest ?? ''), {
      where,
      message: `image '${image}' has neither a tag nor a digest`,
      fix: 'name the version that is meant: repository:version',
    }),
    ...demand(tag === '' || (digest ? !/^latest(-|$)/.test(tag) : pins(tag)), {
      where,
      message: `image '${image}' is tagged '${tag}', which moves from version to version`,
      fix: 'name the version that is meant: repository:version',
    }),
    // Any segment before the last: docker.io/bitnami/x, registry-1.docker.io/bitnami/x and a mirror's cache/dockerhub/bitnami/x are the same image.
    ...demand(!segments.some((segment) => ['bitnami', 'bitnamilegacy'].includes(segment.toLowerCase())), {
      where,
      message: `image '${image}' is one of Bitnami's`,
      fix: "use the upstream project's image; images.ts of each component's folder lists those in use",
    }),
  ];
}
