import type { Manifest } from '../../model';
import { clusterOffer } from '../cluster';
import { removeEverything } from '../deployment';
import { apply } from '../kubectl';
import { folderOf, parseManifests, readManifestFiles } from '../manifests';
import type { PlatformContext } from '../platform-row';
import { randomPassword, transform } from '../transform';
import { secondsSince } from '../wait';
import { application, forgetApplication, waitSynced } from './application';
import { gitopsOf, publish, standInForControllers } from './published';

/** An environment as Argo CD gets it. */
export interface Published {
  readonly manifests: readonly Manifest[];
  readonly changes: readonly string[];
  /** Secrets that the operator of ExternalSecrets would create. */
  readonly secrets: readonly Manifest[];
}

/**
 * An environment for this cluster. Its ExternalSecrets stay as they are; only the sizes that the cluster does not have are changed.
 *
 * @param root the project's folder
 */
export async function published(root: string, address: { readonly platform: string; readonly environment: string }): Promise<Published> {
  const all = parseManifests(readManifestFiles(`${root}/${folderOf(address)}`));
  const external = all.filter(({ kind }) => kind === 'ExternalSecret');
  const offer = await clusterOffer('default');
  const { manifests, changes } = transform(
    all.filter(({ kind }) => kind !== 'ExternalSecret'),
    offer,
    randomPassword,
  );
  const { manifests: secrets } = transform(external, offer, randomPassword);
  return {
    manifests: [...manifests, ...external],
    changes: [
      ...changes,
      ...(external.length > 0
        ? [
            'Secrets of the ExternalSecrets created, and the ExternalSecrets and Ingresses reported healthy, by the proof: their controllers do not run here',
          ]
        : []),
    ],
    secrets,
  };
}

/** The manifests that this run has deployed last. */
let running: readonly Manifest[] | undefined;

/** Deploys an environment, unless it runs already. */
export async function ensureRunning(context: PlatformContext, wanted: Published): Promise<void> {
  if (JSON.stringify(running) !== JSON.stringify(wanted.manifests)) await startFromNothing(context, wanted);
}

/** Deploys an environment from nothing by Argo CD. @returns the seconds until it was Synced and Healthy */
export async function startFromNothing(context: PlatformContext, { manifests, secrets }: Published): Promise<number> {
  const gitops = gitopsOf(context.adapter);
  await gitops.start();
  await forgetApplication();
  running = undefined;
  for (const namespace of manifests.filter(({ kind }) => kind === 'Namespace')) await removeEverything(namespace.metadata.name);
  const commit = await publish(context, manifests);
  const start = Date.now();
  await apply([application(gitops.repository)]);
  await standInForControllers(manifests, secrets);
  await waitSynced(commit);
  running = manifests;
  return secondsSince(start);
}
