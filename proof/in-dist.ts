import { join } from 'node:path';
import { type Manifest, nameOf } from '../model';
import { folderOf, parseManifests, readManifestFiles } from './manifests';
import type { Container, Labels } from './shapes';

/** Identifies a component in dist. */
export interface Address {
  readonly platform: string;
  readonly environment: string;
  /** Name of its main objects; the names of its other objects begin with it. */
  readonly id: string;
}

/** A component's objects as dist contains them. They are read when the first of them is needed, because every synth loads the rows. */
export interface InDist {
  readonly id: string;
  /** The manifests of the whole environment. */
  readonly manifests: readonly Manifest[];
  readonly namespace: string;
  /** A StatefulSet or Deployment. @default the main one, which has the component's id as its name */
  workload(name?: string): Manifest;
  /** Labels that select a workload's pods. */
  selector(workload?: string): Labels;
  replicas(workload?: string): number;
  /** A container of a workload's pods. */
  container(name: string, workload?: string): Container;
  /** The data of the ConfigMap with the component's id as its name. */
  configuration(): Readonly<Record<string, string>>;
  /** Name of the volume claim of a pod of the main workload. */
  claimOf(pod: string): string;
}

const root = join(__dirname, '..');

const fromDist = (address: Address): readonly Manifest[] => parseManifests(readManifestFiles(join(root, folderOf(address))));

/** @param read returns the manifests of the component's environment. @default they are read from dist */
export function inDist(address: Address, read: () => readonly Manifest[] = () => fromDist(address)): InDist {
  const { id } = address;
  let kept: readonly Manifest[] | undefined;
  const manifests = (): readonly Manifest[] => {
    kept = kept ?? read();
    return kept;
  };
  const find = (what: string, wanted: (manifest: Manifest) => boolean): Manifest => {
    const found = manifests().find(wanted);
    if (!found) throw new Error(`${folderOf(address)} has no ${what}, which the proof of ${id} needs`);
    return found;
  };
  const workload = (name = id) =>
    find(`StatefulSet or Deployment ${name}`, ({ kind, metadata }) => ['StatefulSet', 'Deployment'].includes(kind) && metadata.name === name);
  return {
    id,
    get manifests() {
      return manifests();
    },
    get namespace() {
      return workload().metadata.namespace ?? 'default';
    },
    workload,
    selector: (name) => workload(name).spec.selector.matchLabels as Labels,
    replicas: (name) => Number(workload(name).spec.replicas),
    container(name, of) {
      const owner = workload(of);
      const containers = owner.spec.template.spec.containers as readonly Container[];
      const found = containers.find((container) => container.name === name);
      if (!found) throw new Error(`${nameOf(owner)} has no container '${name}'; it has ${containers.map((container) => container.name).join(', ')}`);
      return found;
    },
    configuration: () => find(`ConfigMap ${id}`, ({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === id).data ?? {},
    claimOf: (pod) => `${workload().spec.volumeClaimTemplates[0].metadata.name}-${pod}`,
  };
}
