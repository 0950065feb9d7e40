// What every environment of every platform states, as plain data: the facts of its cluster and where its Secrets come from.

/** Pods of another team or system, by namespace and labels. */
export interface PodPeer {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
}

export type Operator = 'prometheus' | 'external-secrets';

/** Facts of the cluster that manifests cannot find out for themselves. */
export interface ClusterFacts {
  /** DNS domain of the cluster, as the kubelets have it. */
  readonly domain: string;
  /** Where the API server answers, after address translation: its endpoints' addresses and ports, not those of its Service. */
  readonly apiServer: { readonly cidrs: readonly string[]; readonly ports: readonly number[] };
  /** The cluster's DNS servers. */
  readonly dns: PodPeer;
  /** The Prometheus that scrapes metrics. */
  readonly scraper: PodPeer;
  /** The ingress controller, through which clients from outside come. */
  readonly edge: PodPeer & { readonly ingressClass: string };
  /** StorageClass of all volumes; the cluster's default where it is left out. */
  readonly storageClass?: string;
  /** Operators whose custom resources the cluster accepts. Without one, its resources are not rendered. */
  readonly operators: readonly Operator[];
  /**
   * URL under which docs/runbooks of this project can be read, such as 'https://git.example.com/ballast/docs/runbooks': alerts link to it.
   * @default the path in this project
   */
  readonly runbooks?: string;
}

/**
 * Where Secrets come from; they never stand in dist with their data.
 *
 * - `existing`: somebody creates them; the architecture page of the platform lists names and keys.
 * - `external-secrets`: an ExternalSecret each, which reads `<path>/<secret>` with the key as property from a named store.
 * - `generated`: a Job creates those that are missing, with random values, and refuses where a
 *   volume outlived all Secrets that its data was made with. For trials: nobody keeps a copy.
 */
export type SecretSource =
  | { readonly source: 'existing' }
  | {
      readonly source: 'external-secrets';
      readonly store: { readonly kind: 'SecretStore' | 'ClusterSecretStore'; readonly name: string };
      readonly path: string;
      /** How often the store is asked, as a duration such as '1h'. */
      readonly refreshInterval: string;
    }
  | { readonly source: 'generated' };

export interface Environment {
  readonly cluster: ClusterFacts;
  readonly secrets: SecretSource;
}

/** Requests of a container. The memory request is its limit too, so that a pod cannot be evicted for another's growth; CPU has no limit, which would throttle it. */
export interface Resources {
  readonly cpu: string;
  readonly memory: string;
}
