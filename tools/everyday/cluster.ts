// Which cluster a command is about: it prints the context, refuses one that is not meant, and asks whether the API server answers.
import { oldestKubernetes } from '../../model';
import { explained, inContext, type Kubectl } from './kubectl';

export interface Cluster {
  readonly context: string;
  /** kubectl in this context. */
  readonly kubectl: Kubectl;
}

/**
 * Contexts that tools for a cluster on one's own machine create. `default`, the name in k3s, is not among them, because clusters of every kind have it.
 */
const ownMachine = /^(kind(-.+)?|k3d-.+|minikube|docker-desktop|rancher-desktop|orbstack|colima(-.+)?|microk8s)$/;

export interface Wanted {
  /** The command, for messages, such as 'make dev'. */
  readonly command: string;
  /** The context that the user named. */
  readonly context?: string;
  /** Whether the command only reads, so that it needs no naming. */
  readonly readsOnly?: boolean;
}

/** Connects to the current context; prints it first. */
export async function connect(kubectl: Kubectl, print: (line: string) => void, wanted: Wanted): Promise<Cluster> {
  const view = await kubectl(['config', 'view', '--minify', '-o', 'json'], { timeoutSeconds: 10 }).catch(fail);
  const config = JSON.parse(view) as { 'current-context'?: string; clusters?: { cluster: { server: string } }[] | null };
  const context = config['current-context'] ?? '';
  print(`context ${context}, server ${config.clusters?.[0]?.cluster.server ?? 'unknown'}`);
  refuseOther(context, wanted);
  const pinned = inContext(kubectl, context);
  const version = await pinned(['get', '--raw', '/version', '--request-timeout=10s'], { timeoutSeconds: 20 }).catch(fail);
  refuseOld(context, JSON.parse(version) as Version);
  return { context, kubectl: pinned };
}

const fail = (error: unknown): never => {
  throw new Error(explained(error));
};

/** Refuses a context that the user did not mean. */
export function refuseOther(current: string, { command, context, readsOnly = false }: Wanted): void {
  if (context !== undefined && context !== current)
    throw new Error(`CONTEXT is '${context}', but the current context is '${current}'; switch to it first: kubectl config use-context ${context}`);
  if (context !== undefined || readsOnly || ownMachine.test(current)) return;
  throw new Error(
    `context '${current}' is not one of a cluster on your own machine (kind-*, k3d-*, minikube, docker-desktop, rancher-desktop, orbstack, colima, microk8s); ` +
      `if you mean it: ${command} CONTEXT=${current}`,
  );
}

interface Version {
  readonly major: string;
  readonly minor: string;
  readonly gitVersion: string;
}

function refuseOld(context: string, { major, minor, gitVersion }: Version): void {
  const [oldestMajor = 0, oldestMinor = 0] = oldestKubernetes.split('.').map(Number);
  const [newMajor, newMinor] = [Number.parseInt(major, 10), Number.parseInt(minor, 10)]; // some providers write '30+'
  if (newMajor > oldestMajor || (newMajor === oldestMajor && newMinor >= oldestMinor)) return;
  throw new Error(`context '${context}': its Kubernetes is ${gitVersion}; it must be ${oldestKubernetes} or newer`);
}
