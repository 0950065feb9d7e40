import type { Manifest } from '../model';
import type { InDist } from './in-dist';
import type { Part } from './peers';
import type { Labels } from './shapes';

// What the clients of the proof need on the cluster: pods that Pod Security "restricted" admits, and NetworkPolicies.

export const clientLabels = { 'app.kubernetes.io/name': 'proof-client', 'app.kubernetes.io/instance': 'proof-client' };
const clientFiles = 'proof-client';

/** The clients' programs, in a ConfigMap that every client mounts. */
export const clientProgramsManifest = (namespace: string, programs: Readonly<Record<string, string>>): Manifest => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: clientFiles, namespace, labels: clientLabels },
  data: { ...programs },
});

export interface ClientPodProps {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Labels;
  readonly image: string;
  readonly uid: number;
  readonly command: readonly string[];
  readonly environment?: readonly object[];
  /** Node that it must run on; bypasses the scheduler. @default the scheduler's choice */
  readonly node?: string;
  /** The pod's resolver. @default the cluster's */
  readonly dnsConfig?: object;
  /** Mounts the client programs at /proof. @default true */
  readonly programs?: boolean;
  /** A pod that is never ready is in no Service, even if its labels match. @default false */
  readonly neverReady?: boolean;
}

export function clientPod(props: ClientPodProps): object {
  const { programs = true } = props;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: props.name, namespace: props.namespace, labels: props.labels },
    spec: {
      nodeName: props.node,
      restartPolicy: 'Never',
      terminationGracePeriodSeconds: 0,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      dnsConfig: props.dnsConfig,
      securityContext: { runAsNonRoot: true, runAsUser: props.uid, runAsGroup: props.uid, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          name: 'client',
          image: props.image,
          imagePullPolicy: 'IfNotPresent',
          command: props.command,
          env: props.environment,
          resources: { requests: { cpu: '10m', memory: '64Mi' }, limits: { memory: '256Mi' } },
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true },
          readinessProbe: props.neverReady ? { exec: { command: ['/bin/false'] }, periodSeconds: 60 } : undefined,
          volumeMounts: programs ? [{ name: 'programs', mountPath: '/proof', readOnly: true }] : undefined,
        },
      ],
      volumes: programs ? [{ name: 'programs', configMap: { name: clientFiles } }] : undefined,
    },
  };
}

const tcp = (port: number) => ({ port, protocol: 'TCP' });
const pods = (labels: Labels) => ({ podSelector: { matchLabels: labels } });

const dns = {
  to: [
    { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } }, podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } },
  ],
  ports: [{ port: 53, protocol: 'UDP' }, tcp(53)],
};

/** NetworkPolicies that allow the clients to reach only DNS and the parts of a component, at their ports for clients. */
export function clientPolicies(dist: InDist, parts: Readonly<Record<string, Part>>): readonly Manifest[] {
  const policy = (name: string, spec: object): Manifest => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace: dist.namespace, labels: clientLabels },
    spec,
  });
  const to = Object.entries(parts).map(([name, { workload, port }]) => ({ name, labels: dist.selector(workload), port }));
  return [
    policy('proof-client', {
      ...pods(clientLabels),
      policyTypes: ['Ingress', 'Egress'],
      egress: [dns, ...to.map(({ labels, port }) => ({ to: [pods(labels)], ports: [tcp(port)] }))],
    }),
    ...to.map(({ name, labels, port }) =>
      policy(`proof-client-${name}`, { ...pods(labels), policyTypes: ['Ingress'], ingress: [{ from: [pods(clientLabels)], ports: [tcp(port)] }] }),
    ),
  ];
}
