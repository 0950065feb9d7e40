import type { Manifest } from '../../model';
import { nameOf } from '../../model';
import { clientLabels } from '../client-manifests';
import { kindsOf } from '../cluster';
import { kubectl, kubectlJson } from '../kubectl';
import { podsWith } from '../pods';
import type { ProvenComponent } from '../proven-component';
import type { Container, List, Pod } from '../shapes';

// The objects of a release, as the API server has them.

/** What identifies each pod and its containers' runs: it changes with a replacement and with a restart. */
export const runsOf = (pods: readonly Pod[]): ReadonlyMap<string, string> =>
  new Map(
    pods.map(({ metadata, status }) => [
      metadata.name,
      [metadata.uid, ...(status.containerStatuses ?? []).map(({ name, restartCount }) => `${name} ${restartCount}`)].join(', '),
    ]),
  );

const isOfJob = ({ metadata }: Pod): boolean => 'batch.kubernetes.io/job-name' in (metadata.labels ?? {});

/** The pods of a namespace, without those of Jobs, which end, and which try again by themselves. */
export const runningPods = async (namespace: string): Promise<ReadonlyMap<string, string>> =>
  runsOf((await podsWith({}, namespace)).filter((pod) => !isOfJob(pod)));

/** The pods that were there before and are not, or not the same, after. */
export const disturbed = (before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): readonly string[] =>
  [...before].flatMap(([name, run]) => (after.get(name) === run ? [] : [name]));

const workloads = ['Deployment', 'StatefulSet'];

interface Sized {
  readonly replicas?: number;
  readonly template: { readonly spec: { readonly containers: readonly Container[] } };
}

/** What upgrades change in a workload, as a text. */
const stateOf = ({ replicas, template }: Sized): string =>
  [
    `${replicas} pods`,
    ...template.spec.containers.map(({ name, image, resources }) => `${name} ${image} ${resources?.limits?.memory ?? 'without a limit'}`),
  ].join(', ');

/** The workloads that the cluster has with other numbers, images or limits, or not at all: by name, in words. */
export function differing(wanted: readonly Manifest[], live: readonly Manifest[]): ReadonlyMap<string, string> {
  const states = statesOf(live);
  return new Map(
    [...statesOf(wanted)].flatMap(([name, should]) => {
      const is = states.get(name);
      return is === should ? [] : [[name, `${name} has ${is ?? 'no object'} instead of ${should}`]];
    }),
  );
}

const statesOf = (manifests: readonly Manifest[]): ReadonlyMap<string, string> =>
  new Map(manifests.filter(({ kind }) => workloads.includes(kind)).map((manifest) => [nameOf(manifest), stateOf(manifest.spec)]));

/** Names of the stores whose main workload is among those that differ. */
export const storesAmong = (changes: ReadonlyMap<string, string>, stores: readonly ProvenComponent[]): readonly string[] =>
  stores.filter(({ dist }) => changes.has(nameOf(dist.workload()))).map(({ name }) => name);

/** @throws Error that names the workloads which the cluster does not have as wanted */
export async function expectLive(wanted: readonly Manifest[], namespace: string, after: string): Promise<void> {
  const wrong = differing(wanted, await liveWorkloads(namespace));
  if (wrong.size > 0) throw new Error(`after the ${after} ${[...wrong.values()].join('; ')}`);
}

export const liveWorkloads = async (namespace: string): Promise<readonly Manifest[]> =>
  (await kubectlJson<List<Manifest>>(['get', workloads.join(','), '-n', namespace])).items;

/** Objects that exist, by kind and name. */
export async function existing(manifests: readonly Manifest[]): Promise<readonly string[]> {
  const input = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: manifests });
  const text = await kubectl(['get', '-f', '-', '--ignore-not-found', '-o', 'name'], { input });
  return text.split('\n').filter(Boolean);
}

/** Names of the objects of a kind, without those of the proof's clients and of Kubernetes itself. */
export const namesOf = async (kind: string, namespace: string): Promise<readonly string[]> =>
  (await kubectl(['get', kind, '-n', namespace, '-l', ownSelector, '-o', 'name']))
    .split('\n')
    .filter(Boolean)
    .map((name) => name.replace(/^.*\//, ''))
    .filter((name) => name !== 'kube-root-ca.crt');

const ownSelector = `app.kubernetes.io/name!=${clientLabels['app.kubernetes.io/name']}`;

/** The objects that belong to no namespace. */
export async function clusterScoped(manifests: readonly Manifest[]): Promise<readonly string[]> {
  const kinds = kindsOf(await kubectl(['api-resources', '--no-headers', '--namespaced=false']));
  return manifests.filter(({ apiVersion, kind }) => kinds.has(`${apiVersion}/${kind}`)).map(nameOf);
}
