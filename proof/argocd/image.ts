import type { Manifest } from '../../model';
import { kubectl } from '../kubectl';

// The image of a platform's application, as the rows change it.

/** The Deployment of the application in the manifests. */
export function deploymentIn(manifests: readonly Manifest[], application: string): Manifest {
  const found = manifests.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === application);
  if (!found) throw new Error(`dist has no Deployment/${application}`);
  return found;
}

const imageOf = (deployment: Manifest): string => deployment.spec.template.spec.containers[0].image;

/** The manifests with another tag of the application's image. */
export function withAnotherTag(manifests: readonly Manifest[], application: string): Manifest[] {
  const deployment = deploymentIn(manifests, application);
  const changed = structuredClone(deployment);
  changed.spec.template.spec.containers[0].image = `${imageOf(deployment)}-next`;
  return manifests.map((manifest) => (manifest === deployment ? changed : manifest));
}

/** Sets the image of these manifests in the cluster, by hand. */
export async function setImage(manifests: readonly Manifest[], application: string): Promise<void> {
  const { metadata, spec } = deploymentIn(manifests, application);
  const [{ name, image }] = spec.template.spec.containers;
  await kubectl(['set', 'image', `deployment/${application}`, '-n', metadata.namespace ?? 'default', `${name}=${image}`]);
}

/** Why the application does not run the image of these manifests everywhere; undefined if it does. */
export async function notRunning(manifests: readonly Manifest[], application: string): Promise<string | undefined> {
  const wanted = deploymentIn(manifests, application);
  const counts = '{.status.updatedReplicas}/{.status.availableReplicas}/{.status.replicas}';
  const fields = `{.spec.template.spec.containers[0].image} {.metadata.generation}/{.status.observedGeneration} ${counts}`;
  const seen = await kubectl(['get', 'deployment', application, '-n', wanted.metadata.namespace ?? 'default', '-o', `jsonpath=${fields}`]);
  const [image, ...pairs] = seen.split(' ');
  return image === imageOf(wanted) && pairs.every((pair) => new Set(pair.split('/')).size === 1) ? undefined : `it runs ${seen}`;
}
