import { kubectlJson, runProgram } from '../kubectl';
import { graceOf } from '../monitor-grace';
import type { List, Node } from '../shapes';
import type { ContainerRef, Nodes } from './adapter';

export const isKind = (nodes: readonly Node[]): boolean => nodes.length > 0 && nodes.every(({ spec }) => spec.providerID?.startsWith('kind://'));

/** Nodes of a kind cluster: Docker containers. Not tested on this project's machines, which have no Docker: expect to debug it. */
export function kindNodes(): Nodes {
  const docker = (...args: string[]) => runProgram('docker', args, { timeoutSeconds: 180 });
  const onNode = (node: string, script: string) => docker('exec', node, 'sh', '-c', script);
  const signalApi = async (signal: string) => onNode(await controlPlane(), `pkill -${signal} kube-apiserver`);
  return {
    how: 'docker stop --time 0',
    standIns: false,
    nodeDown: async (node) => void (await docker('stop', '--time', '0', node)),
    nodeUp: async (node) => void (await docker('start', node)),
    freezeApi: async () => void (await signalApi('STOP')),
    thawApi: async () => void (await signalApi('CONT')),
    freezeProcesses: async (container) => void (await onNode(container.node, signalAll(container, 'STOP'))),
    thawProcesses: async (container) => void (await onNode(container.node, signalAll(container, 'CONT'))),
    killContainer: async (container) => void (await onNode(container.node, `kill -KILL ${firstProcess(container)}`)),
    reuseAddresses: async () => {
      for (const { metadata } of (await kubectlJson<List<{ metadata: { name: string } }>>(['get', 'nodes'])).items)
        await onNode(metadata.name, 'rm -f /run/cni-ipam-state/*/last_reserved_ip.*');
    },
    provideImages: async () => {}, // kind's nodes pull images themselves
    monitorGrace: controllerManagerGrace,
  };
}

const firstProcess = (container: ContainerRef): string => `$(crictl inspect -o go-template --template '{{.info.pid}}' ${container.containerId})`;

const signalAll = (container: ContainerRef, signal: string): string =>
  `pid=${firstProcess(container)}; xargs kill -${signal} < "/sys/fs/cgroup$(cut -d: -f3 "/proc/$pid/cgroup")/cgroup.procs"`;

async function controlPlane(): Promise<string> {
  const nodes = await kubectlJson<List<{ metadata: { name: string } }>>(['get', 'nodes', '-l', 'node-role.kubernetes.io/control-plane']);
  const name = nodes.items[0]?.metadata.name;
  if (!name) throw new Error('no node has the label node-role.kubernetes.io/control-plane, which kind gives to the node of its API server');
  return name;
}

async function controllerManagerGrace(): Promise<string | undefined> {
  type Manager = { spec: { containers: { command?: string[]; args?: string[] }[] } };
  const pods = await kubectlJson<List<Manager>>(['get', 'pods', '-n', 'kube-system', '-l', 'component=kube-controller-manager']);
  const container = pods.items[0]?.spec.containers[0];
  return graceOf([...(container?.command ?? []), ...(container?.args ?? [])]);
}
