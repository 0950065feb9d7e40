/** A container of a pod, as the node that runs it knows it. */
export interface ContainerRef {
  readonly node: string;
  readonly pod: string;
  readonly podUid: string;
  readonly container: string;
  /** Without its `containerd://`. */
  readonly containerId: string;
}

/** What Kubernetes' API cannot do to its own nodes. */
export interface Nodes {
  /** How it stops nodes, in words; stands in docs/proof.md. */
  readonly how: string;
  /** Whether images are replaced by stand-ins here. */
  readonly standIns: boolean;
  /** Cuts a node off, as a power cut would; it cannot say goodbye. */
  nodeDown(node: string): Promise<void>;
  nodeUp(node: string): Promise<void>;
  /** The API server stops answering, its connections stay open. */
  freezeApi(): Promise<void>;
  thawApi(): Promise<void>;
  /** SIGSTOP to every process of a container. */
  freezeProcesses(container: ContainerRef): Promise<void>;
  thawProcesses(container: ContainerRef): Promise<void>;
  /** SIGKILL to a container's first process, from outside: its own kernel would refuse it that from inside. */
  killContainer(container: ContainerRef): Promise<void>;
  /** Has the next pods take the lowest free addresses, not those that were longest unused: so that one gets what another has just left. */
  reuseAddresses(): Promise<void>;
  /** Makes the images that the manifests in a folder name available on the nodes. */
  provideImages(folder: string): Promise<void>;
  /** How long the node controller waits for a silent node, such as '20s'; undefined where it cannot be seen. */
  monitorGrace(): Promise<string | undefined>;
}

export interface NodeAdapter extends Nodes {
  /** Nodes that were cut off and are not back: the API server may not know it yet. */
  readonly off: ReadonlySet<string>;
}
