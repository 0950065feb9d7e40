// A rendered environment of a platform as plain data, for all code that reads manifests (policies, docs, tools, tests).
import type { ComponentAlerts } from './alerts';

/** A Kubernetes object as dist contains it. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ManifestMetadata;
  // biome-ignore lint/suspicious/noExplicitAny: manifests of every kind have this type; each policy knows the shape that it reads
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

/** A manifest, the path of its construct, and the fields that were lost. */
export interface Rendered {
  readonly manifest: Manifest;
  /** Construct path, such as `10-data/shopfds-db/StatefulSet`. */
  readonly path: string;
  /** Paths of the fields that the code sets on the L1 construct and that are missing from the manifest. */
  readonly lost: readonly string[];
}

/** A permitted connection, as declared by `connect()` and the typed peers. */
export interface ConnectionRecord {
  readonly from: string;
  readonly to: string;
  /** Container ports that the connection uses. */
  readonly ports: readonly number[];
  /** The client continues to work without it. */
  readonly survivesLoss: boolean;
  readonly kind: 'component' | 'kubernetes-api' | 'external' | 'client' | 'edge' | 'scraper' | 'self';
}

/** A Secret that workloads read. Its data are never in dist. */
export interface SecretRecord {
  readonly namespace: string;
  readonly name: string;
  readonly keys: readonly string[];
  /** Workloads whose pods read it, as `Kind/name`. */
  readonly readers: readonly string[];
  /** Volume claims whose data need the Secret: without it, the data cannot be read. */
  readonly claims: readonly string[];
}

/** An object that the manifests refer to. The environment states that somebody else creates it. */
export interface GivenObject {
  readonly kind: 'Secret' | 'ConfigMap';
  readonly namespace: string;
  readonly name: string;
  readonly keys: readonly string[];
  /** What it is for, such as 'images of ecommerce'. */
  readonly purpose: string;
}

/** A component, with the names of its pods, data and endpoints for backups, alerts and the proof. */
export interface ComponentRecord {
  /** The folder of its construct, such as 'postgres'. */
  readonly kind: string;
  /** Name of its main objects; the names of its other objects begin with it. */
  readonly id: string;
  readonly namespace: string;
  /** The objects that create its pods, as `Kind/name`, the main one first. */
  readonly workloads: readonly string[];
  /** Volume claims of its data, in the order of its pods. */
  readonly claims: readonly string[];
  /** Endpoints for clients: the instance label of the pods, and their container ports. */
  readonly endpoints: readonly { readonly name: string; readonly workload: string; readonly ports: readonly number[] }[];
}

/** Everything that one environment of one platform renders to. */
export interface Model {
  readonly platform: string;
  readonly environment: string;
  readonly files: readonly ManifestFile[];
  readonly connections: readonly ConnectionRecord[];
  /** Ranges of the API server's addresses, as the environment states them. */
  readonly apiServerCidrs: readonly string[];
  /** Ranges of the clients that reach the platform's own edge, as the environment states them; none if the cluster has an edge. */
  readonly edgeCidrs: readonly string[];
  readonly secrets: readonly SecretRecord[];
  /** Alerts of the components, also if the cluster has no Prometheus operator to read the rules. */
  readonly alerts: readonly ComponentAlerts[];
  readonly given: readonly GivenObject[];
  readonly components: readonly ComponentRecord[];
  /** Texts whose hashes are in the names of objects, such as Jobs of one content. */
  readonly contents: readonly string[];
}

/** Annotation of a namespace whose pods may mount folders of their nodes; its value states why. */
export const hostPathsAnnotation = 'ballast/host-paths';

/** Label of a namespace: the environment that it is for. Environments share names, so commands read it before they change a namespace. */
export const environmentLabel = 'ballast/environment';

/** `Kind/name`, as messages name an object. */
export const nameOf = (manifest: Manifest): string => `${manifest.kind}/${manifest.metadata.name}`;
