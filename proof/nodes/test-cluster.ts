import { existsSync, readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { runProgram } from '../kubectl';
import { graceOf } from '../monitor-grace';
import type { Node } from '../shapes';
import { sleep } from '../wait';
import type { ContainerRef, Nodes } from './adapter';

/** The program of the test cluster: PROOF_CLUSTER_PROGRAM, or else the one beside the project. */
export const clusterProgram = (root: string): string => process.env.PROOF_CLUSTER_PROGRAM || join(root, '..', 'shared', 'cluster', 'cluster');

export const isTestCluster = (nodes: readonly Node[]): boolean =>
  nodes.length > 0 && nodes.every(({ metadata }) => /^node\d+$/.test(metadata.name) && metadata.labels?.['topology.kubernetes.io/region'] === 'test');

/** The state of a running test cluster is beside its kubeconfig. */
const state = (...path: string[]): string => join(dirname(process.env.KUBECONFIG ?? ''), ...path);

/** Nodes of the test cluster: network namespaces of this machine, so their processes are visible from here. */
export function testClusterNodes(program: string): Nodes {
  const cluster = (...args: string[]) => runProgram(program, args, { timeoutSeconds: 180 });
  return {
    how: "the test cluster's node-down (link down, all processes killed)",
    standIns: true,
    nodeDown: async (node) => void (await cluster('node-down', numberOf(node))),
    async nodeUp(node) {
      // The link first: a kubelet whose first packets reach no neighbour backs off for a minute.
      await runProgram('ip', ['link', 'set', `kube-l${numberOf(node)}`, 'up']);
      forgetContainers(node);
      await sleep(3);
      await cluster('node-up', numberOf(node));
      // A kubelet exits when its containerd is not ready, and there is no systemd to restart it. On a busy machine it takes seconds to do so.
      for (let second = 0; second < 8 && kubeletRuns(node); second += 1) await sleep(1);
      if (!kubeletRuns(node)) await cluster('node-up', numberOf(node));
    },
    freezeApi: async () => void (await cluster('api-down')),
    thawApi: async () => void (await cluster('api-up')),
    freezeProcesses: (container) => signalAll(container, 'SIGSTOP'),
    thawProcesses: (container) => signalAll(container, 'SIGCONT'),
    killContainer: async (container) => signalOne(firstProcess(container), 'SIGKILL'),
    reuseAddresses: async () => forgetLastAddresses(),
    provideImages: async (folder) => void (await cluster('tag', folder)),
    gitops: {
      repository: 'git://git.argocd.svc/main.git',
      async start() {
        await cluster('operator');
        await cluster('argocd');
      },
      publish: async (folder) => (await cluster('argocd-repo', folder)).trim(),
    },
    monitorGrace: async () => graceOf(controllerManagerArguments()),
  };
}

function kubeletRuns(node: string): boolean {
  try {
    return process.kill(Number(readFileSync(state('pid', `kubelet${numberOf(node)}`), 'utf8')), 0);
  } catch {
    return false;
  }
}

/** The address plugin (host-local) continues after the last address that it assigned. */
function forgetLastAddresses(): void {
  for (const node of readdirSync(state()).filter((name) => /^node\d+$/.test(name)))
    rmSync(state(node, 'cni', 'networks', 'pods', 'last_reserved_ip.0'), { force: true });
}

/** A power cut leaves no cgroups behind. A kubelet that finds some queries each dead container for 3 s before it starts its work. */
function forgetContainers(node: string): void {
  for (const controller of readdirSync('/sys/fs/cgroup')) {
    const folder = join('/sys/fs/cgroup', controller, 'kube-test', node, 'kubepods');
    if (existsSync(folder)) removeCgroups(folder);
  }
}

function removeCgroups(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) if (entry.isDirectory()) removeCgroups(join(folder, entry.name));
  try {
    rmdirSync(folder);
  } catch {
    // a process in it is about to end; a remaining cgroup only costs time
  }
}

function numberOf(node: string): string {
  const number = /^node(\d+)$/.exec(node)?.[1];
  if (!number) throw new Error(`'${node}' is not a node of the test cluster; its nodes are node1, node2, ...`);
  return number;
}

/** Signals every process of the container's cgroup, twice to catch processes that were being forked. */
async function signalAll(container: ContainerRef, signal: NodeJS.Signals): Promise<void> {
  for (let pass = 0; pass < 2; pass++) {
    for (const pid of processesOf(container)) signalOne(pid, signal);
    await sleep(0.05);
  }
}

function signalOne(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // it may have ended in the meantime
  }
}

function processesOf({ node, podUid, container, containerId, pod }: ContainerRef): number[] {
  const folders = ['', 'burstable', 'besteffort'].map((qos) =>
    join('/sys/fs/cgroup/pids/kube-test', node, 'kubepods', qos, `pod${podUid}`, containerId),
  );
  const folder = folders.find((path) => existsSync(path));
  if (!folder) throw new Error(`container ${container} of ${pod} has no cgroup on ${node}: it does not run, or has ended`);
  return readFileSync(join(folder, 'cgroup.procs'), 'utf8').split('\n').filter(Boolean).map(Number);
}

/** The process with PID 1 in the container's PID namespace. */
function firstProcess(container: ContainerRef): number {
  const first = processesOf(container).find((pid) => /^NSpid:.*\s1$/m.test(readFileSync(`/proc/${pid}/status`, 'utf8')));
  if (first === undefined) throw new Error(`container ${container.container} of ${container.pod} has no process with PID 1`);
  return first;
}

function controllerManagerArguments(): string[] {
  const commands = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => readArguments(`/proc/${pid}/cmdline`));
  return commands.find(([program]) => program !== undefined && basename(program) === 'kube-controller-manager') ?? [];
}

function readArguments(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\0');
  } catch {
    return []; // it ended in the meantime
  }
}
