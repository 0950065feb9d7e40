import { hostname } from 'node:os';
import { kubectl, kubectlJson } from './kubectl';

// One run at a time: two runs that break the same cluster would measure each other's faults.

const name = 'ballast-proof';
const namespace = 'kube-system';
const durationSeconds = 120; // longer than any row freezes the API server
const renewSeconds = 15;

interface Lease {
  readonly metadata: { readonly name: string; readonly namespace: string; readonly resourceVersion?: string };
  readonly spec: { readonly holderIdentity: string; readonly renewTime: string; readonly leaseDurationSeconds: number };
}

/** The time until which another run holds the lease; undefined if it is free. */
export function heldUntil(lease: Lease | undefined, now: number): Date | undefined {
  if (!lease) return undefined;
  const end = Date.parse(lease.spec.renewTime) + lease.spec.leaseDurationSeconds * 1000;
  return end > now ? new Date(end) : undefined;
}

/**
 * Takes the lease of the cluster for this run, and renews it until it is released.
 *
 * @returns a function that releases it
 */
export async function takeCluster(): Promise<() => Promise<void>> {
  const holder = `${hostname()}, process ${process.pid}`;
  const found = JSON.parse((await kubectl(['get', 'lease', name, '-n', namespace, '--ignore-not-found', '-o', 'json'])) || 'null') as Lease | null;
  const until = heldUntil(found ?? undefined, Date.now());
  if (until) {
    throw new Error(
      `another run of the proof holds this cluster (${found?.spec.holderIdentity}); wait until it ends. If it has died, its lease expires at ${until.toISOString()}`,
    );
  }
  await write(found ? 'replace' : 'create', leaseOf(holder, found?.metadata.resourceVersion));
  const timer = setInterval(() => void renew().catch(() => {}), renewSeconds * 1000); // the API server may be frozen
  return async () => {
    clearInterval(timer);
    await kubectl(['delete', 'lease', name, '-n', namespace, '--ignore-not-found']);
  };
}

const leaseOf = (holderIdentity: string, resourceVersion?: string): Lease => ({
  metadata: { name, namespace, resourceVersion },
  spec: { holderIdentity, renewTime: microTime(), leaseDurationSeconds: durationSeconds },
});

/** Kubernetes expects these times with microseconds. */
const microTime = (): string => new Date().toISOString().replace('Z', '000Z');

/** Both fail if another run was faster. */
const write = (verb: 'create' | 'replace', lease: Lease): Promise<string> =>
  kubectl([verb, '-f', '-'], { input: JSON.stringify({ apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', ...lease }) });

async function renew(): Promise<void> {
  const { spec } = await kubectlJson<Lease>(['get', 'lease', name, '-n', namespace], { timeoutSeconds: 5 });
  const patch = { spec: { ...spec, renewTime: microTime() } };
  await kubectl(['patch', 'lease', name, '-n', namespace, '--type', 'merge', '--patch', JSON.stringify(patch)], { timeoutSeconds: 5 });
}
