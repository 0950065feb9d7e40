// What a platform's environment renders to: plain data, for everything that reads manifests (policies, docs, tools, tests).
import type { ComponentAlerts } from './alerts';

/** A Kubernetes object as it stands in dist. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ManifestMetadata;
  // biome-ignore lint/suspicious/noExplicitAny: manifests of every kind pass here; each policy knows the shape it reads
  readonly [field: string]: any;
}

export interface ManifestMetadata {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** One file of dist. */
export interface ManifestFile {
  /** File name, such as `10-data.yaml`. */
  readonly name: string;
  readonly objects: readonly Rendered[];
}

/** A manifest, where it was made, and which of the fields that its code gave did not reach it. */
export interface Rendered {
  readonly manifest: Manifest;
  /** Construct path, such as `10-data/shopfds-db/StatefulSet`. */
  readonly path: string;
  /** Paths of the fields that were given to the L1 construct and are not in the manifest. */
  readonly lost: readonly string[];
}

/** Who may talk to whom, as declared by `connect()` and the typed peers. */
export interface ConnectionRecord {
  readonly from: string;
  readonly to: string;
  /** Container ports that the connection uses. */
  readonly ports: readonly number[];
  /** The client goes on without it. */
  readonly survivesLoss: boolean;
  readonly kind: 'component' | 'kubernetes-api' | 'external' | 'client' | 'edge' | 'scraper' | 'self';
}

/** A Secret that workloads read. It never stands in dist with its data. */
export interface SecretRecord {
  readonly namespace: string;
  readonly name: string;
  readonly keys: readonly string[];
  /** Workloads whose pods read it, as `Kind/name`. */
  readonly readers: readonly string[];
  /** Volume claims that hold data made with it: without the Secret, their data cannot be opened again. */
  readonly claims: readonly string[];
}

/** An object that the manifests name and that somebody else makes, as the environment says. */
export interface GivenObject {
  readonly kind: 'Secret' | 'ConfigMap';
  readonly namespace: string;
  readonly name: string;
  readonly keys: readonly string[];
  /** What it is for, such as 'images of ecommerce'. */
  readonly purpose: string;
}

/** A component: where backups, alerts and the proof find its pods, its data and its endpoints. */
export interface ComponentRecord {
  /** The folder of its construct, such as 'postgres'. */
  readonly kind: string;
  /** Name of its main objects; those of its parts begin with it. */
  readonly id: string;
  readonly namespace: string;
  /** What makes its pods, as `Kind/name`, the main one first. */
  readonly workloads: readonly string[];
  /** Volume claims of its data, in the order of its pods. */
  readonly claims: readonly string[];
  /** What clients connect to: the instance label of the pods, and their container ports. */
  readonly endpoints: readonly { readonly name: string; readonly workload: string; readonly ports: readonly number[] }[];
}

/** All that one environment of one platform renders to. */
export interface Model {
  readonly platform: string;
  readonly environment: string;
  readonly files: readonly ManifestFile[];
  readonly connections: readonly ConnectionRecord[];
  readonly secrets: readonly SecretRecord[];
  /** What Prometheus is to watch, whether or not its operator is there to take the rules. */
  readonly alerts: readonly ComponentAlerts[];
  readonly given: readonly GivenObject[];
  readonly components: readonly ComponentRecord[];
}

/** Of a namespace whose pods may mount folders of their nodes: says why. */
export const hostPathsAnnotation = 'ballast/host-paths';

/** `Kind/name`, the way messages name an object. */
export const nameOf = (manifest: Manifest): string => `${manifest.kind}/${manifest.metadata.name}`;
