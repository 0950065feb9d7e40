import type { Gitops } from './gitops';

/** A container of a pod, as its node knows it. */
export interface ContainerRef {
  readonly node: string;
  readonly pod: string;
  readonly podUid: string;
  readonly container: string;
  /** Without its `containerd://`. */
  readonly containerId: string;
}

/** Operations on nodes that the Kubernetes API does not offer. */
export interface Nodes {
  /** How it stops nodes, in words, for docs/proof.md. */
  readonly how: string;
  /** Whether images are replaced by stand-ins here. */
  readonly standIns: boolean;
  /** Cuts a node off as a power cut would: without any shutdown. */
  nodeDown(node: string): Promise<void>;
  nodeUp(node: string): Promise<void>;
  /** The API server stops answering; its connections stay open. */
  freezeApi(): Promise<void>;
  thawApi(): Promise<void>;
  /** SIGSTOP to every process of a container. */
  freezeProcesses(container: ContainerRef): Promise<void>;
  thawProcesses(container: ContainerRef): Promise<void>;
  /** SIGKILL to a container's first process, from outside: the kernel ignores it from inside. */
  killContainer(container: ContainerRef): Promise<void>;
  /** Makes the next pods take the lowest free addresses, not the longest unused ones, so that a pod gets an address that another has just left. */
  reuseAddresses(): Promise<void>;
  /** Argo CD and a repository. @default it has none */
  readonly gitops?: Gitops;
  /** Makes the images in a folder's manifests available on the nodes. */
  provideImages(folder: string): Promise<void>;
  /** How long the node controller waits for a silent node, such as '20s'; undefined if it cannot be read. */
  monitorGrace(): Promise<string | undefined>;
}

export interface NodeAdapter extends Nodes {
  /** Nodes that were cut off and have not returned; the API server may not know it yet. */
  readonly off: ReadonlySet<string>;
}
