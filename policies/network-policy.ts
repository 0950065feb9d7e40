import type { IntOrString } from '@kubernetes/client-node';
import { type Model, nameOf } from '../model';
import { type Labels, type Located, objectsOf, selects, type Workload, workloadsOf } from './manifests';
import { isOpen, type NetworkPolicyPeer, opennessOf, type Selector } from './open-peers';
import { definePolicy, demand, type Finding, show } from './policy';
import { isPort, portsOf, protocolOf } from './ports';

interface NetworkPolicySpec {
  readonly podSelector?: Selector;
  readonly policyTypes?: readonly string[];
  readonly ingress?: readonly { readonly from?: readonly NetworkPolicyPeer[]; readonly ports?: readonly NetworkPolicyPort[] }[];
  readonly egress?: readonly { readonly to?: readonly NetworkPolicyPeer[]; readonly ports?: readonly NetworkPolicyPort[] }[];
}

interface NetworkPolicyPort {
  readonly port?: IntOrString;
  readonly endPort?: number;
  readonly protocol?: string;
}

export const networkPolicy = definePolicy(
  'network-policy',
  'If no NetworkPolicy selects a pod for a direction, all traffic of the pod in that direction is allowed.',
  (model) => {
    const policies = objectsOf(model, 'NetworkPolicy');
    const workloads = workloadsOf(model);
    return [
      ...workloads.flatMap((workload) =>
        workloadFindings(
          workload,
          policies.filter(({ namespace }) => namespace === workload.namespace),
        ),
      ),
      ...[...new Set(workloads.map(({ namespace }) => namespace))].flatMap((namespace) =>
        demand(
          policies.some((policy) => policy.namespace === namespace && isDefaultDeny(specOf(policy))),
          {
            where: `${model.platform}/${model.environment} namespace ${namespace}`,
            message: 'it has workloads but no NetworkPolicy that denies everything by default',
            fix: 'create the namespace with NamespaceWithDefaultDeny',
          },
        ),
      ),
      ...policies.flatMap((policy) => openFindings(policy, model)),
    ];
  },
);

const specOf = ({ manifest }: Located): NetworkPolicySpec => manifest.spec;

/** Whether an object exists only while a Helm hook runs. */
const isHook = ({ manifest }: Located): boolean => manifest.metadata.annotations?.['helm.sh/hook'] !== undefined;

const labelsOf = (policy: Located): Labels => specOf(policy).podSelector?.matchLabels ?? {};

const bothWays = ({ policyTypes = [] }: NetworkPolicySpec): boolean => policyTypes.includes('Ingress') && policyTypes.includes('Egress');

const isDefaultDeny = (spec: NetworkPolicySpec): boolean =>
  Object.keys(spec.podSelector ?? {}).length === 0 && bothWays(spec) && !spec.ingress?.length && !spec.egress?.length;

/**
 * Each workload has one policy. Two policies allow what either of them allows, so each would be misleading on its own. While a Helm hook runs, its
 * policies admit its pods to their peers, in addition to the peers' own.
 */
function workloadFindings(workload: Workload, policies: readonly Located[]): Finding[] {
  const { where } = workload;
  const all = policies.filter((policy) => Object.keys(labelsOf(policy)).length > 0 && selects(labelsOf(policy), workload.labels));
  const own = all.filter((policy) => isHook(policy) === isHook(workload));
  return [
    ...demand(own.length === 1, {
      where,
      message:
        own.length === 0
          ? 'it has no NetworkPolicy of its own'
          : `its pods are selected by ${own.map(({ manifest }) => nameOf(manifest)).join(' and ')}`,
      fix: 'create its pods with a Workload; seal() adds a NetworkPolicy to each Workload',
    }),
    ...own.flatMap((policy) =>
      demand(bothWays(specOf(policy)), {
        where: policy.where,
        message: `policyTypes is ${show(specOf(policy).policyTypes)}`,
        fix: 'set it to [Ingress, Egress]; a missing direction stays open',
      }),
    ),
    ...all.flatMap((policy) =>
      (specOf(policy).ingress ?? []).flatMap(({ ports = [] }) => ports.flatMap((port) => ingressPort(policy.where, port, workload))),
    ),
  ];
}

/** Policies act after address translation, so a rule with a Service's port would admit no traffic. */
const ingressPort = (where: string, { port, protocol }: NetworkPolicyPort, workload: Workload): Finding[] =>
  demand(port === undefined || portsOf(workload).some((candidate) => isPort(candidate, port) && protocolOf(candidate) === protocolOf({ protocol })), {
    where,
    message: `it opens ${protocolOf({ protocol })} port ${port}, which no container of ${nameOf(workload.manifest)} declares`,
    fix: `name a container port, not a Service port: ${
      portsOf(workload)
        .map(({ containerPort }) => containerPort)
        .join(', ') || 'it declares none'
    }`,
  });

/** An empty list of peers or ports, and an empty peer, mean all peers or ports. */
function openFindings(policy: Located, model: Model): Finding[] {
  const { ingress = [], egress = [] } = specOf(policy);
  const rules = [
    ...ingress.map(({ from, ports }, index) => ({ path: `ingress[${index}]`, peers: from, field: 'from', ports })),
    ...egress.map(({ to, ports }, index) => ({ path: `egress[${index}]`, peers: to, field: 'to', ports })),
  ];
  const findings = rules.flatMap(({ path, peers, field, ports }) => [
    ...(peers ?? []).flatMap((peer, index) => {
      const isMeant = field === 'to' ? isApiServer(peer, ports, policy, model) : isEdge(peer, ports, policy, model);
      const openness = isMeant ? undefined : opennessOf(peer);
      const fix = 'select the intended pods or addresses; use external() for an address outside the cluster';
      return openness ? [{ where: policy.where, message: `${path}.${field}[${index}] ${openness}`, fix }] : [];
    }),
    ...demand(!!peers?.length, {
      where: policy.where,
      message: `${path}.${field} is empty, which means every peer`,
      fix: 'name the peers, or remove the rule',
    }),
    ...portFindings(policy.where, path, ports),
  ]);
  const selectsAll = isOpen(specOf(policy).podSelector ?? {});
  return [
    ...demand(!selectsAll || isDefaultDeny(specOf(policy)), {
      where: policy.where,
      message: 'its podSelector is empty or open, which means every pod of the namespace, and it does not deny everything',
      fix: 'select the pods of one workload',
    }),
    ...findings,
  ];
}

/** A rule names each of its ports: no list, an entry without a port, and a range of ports open others too. */
const portFindings = (where: string, path: string, ports: readonly NetworkPolicyPort[] = []): Finding[] => [
  ...demand(ports.length > 0, { where, message: `${path}.ports is empty, which means every port`, fix: 'name the ports, or remove the rule' }),
  ...ports.flatMap(({ port, endPort }, index) => [
    ...demand(port !== undefined, {
      where,
      message: `${path}.ports[${index}] has no port, which means every port of its protocol`,
      fix: 'name the port',
    }),
    ...demand(endPort === undefined, {
      where,
      message: `${path}.ports[${index}] has the endPort ${endPort}, which opens a range of ports`,
      fix: 'name each port in an entry of its own',
    }),
  ]),
];

/** Anybody may be a client of the platform's own edge, at the ports that it declares for that. */
const isEdge = (
  { ipBlock }: NetworkPolicyPeer,
  ports: readonly NetworkPolicyPort[] | undefined,
  policy: Located,
  { connections, edgeCidrs }: Model,
): boolean =>
  !!ipBlock &&
  edgeCidrs.includes(ipBlock.cidr) &&
  connections.some(
    ({ kind, from, to, ports: declared }) =>
      kind === 'edge' &&
      from === 'outside' &&
      to === labelsOf(policy)['app.kubernetes.io/instance'] &&
      ports?.every(({ port }) => declared.some((each) => each === port)),
  );

/** The environment states the addresses of the API server; on a trial cluster, they may be any address. */
const isApiServer = (
  { ipBlock }: NetworkPolicyPeer,
  ports: readonly NetworkPolicyPort[] | undefined,
  policy: Located,
  { connections, apiServerCidrs }: Model,
): boolean =>
  !!ipBlock &&
  apiServerCidrs.includes(ipBlock.cidr) &&
  connections.some(
    (connection) =>
      connection.kind === 'kubernetes-api' &&
      connection.from === labelsOf(policy)['app.kubernetes.io/instance'] &&
      ports?.every(({ port }) => connection.ports.some((each) => each === port)),
  );
