import type { V1Container, V1PodSpec, V1SecurityContext } from '@kubernetes/client-node';
import { hostPathsAnnotation, type Model } from '../model';
import { type Located, objectsOf, type PodTemplate, workloadsOf } from './manifests';
import { definePolicy, demand, type Finding, show } from './policy';

// Pod Security Standards, level "restricted" (which contains "baseline"), as of Kubernetes 1.35, and two rules of this project.
const volumeTypes = ['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'persistentVolumeClaim', 'projected', 'secret'];
const seccompTypes = ['RuntimeDefault', 'Localhost'];
const seLinuxTypes = ['', 'container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t'];
const safeSysctls = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ping_group_range',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.tcp_wmem',
];

export const restrictedPods = definePolicy(
  'restricted-pods',
  'A namespace that enforces Pod Security "restricted" refuses the pod, although its Deployment is admitted with only a warning.',
  (model) => [
    ...objectsOf(model, 'Namespace').flatMap(namespaceFindings),
    ...workloadsOf(model).flatMap(({ where, template, containers, namespace }) => [
      ...podFindings(where, template),
      ...volumeFindings(where, template.spec, admitsHostPaths(model, namespace)),
      ...containers.flatMap((located) => containerFindings(located.where, located.container, template.spec)),
    ]),
  ],
);

/** The namespace must enforce the level: these rules judge only what Ballast renders, not what else runs there. */
function namespaceFindings({ where, manifest: { metadata } }: Located): Finding[] {
  const must = mustOf(where);
  const { 'pod-security.kubernetes.io/enforce': level, 'pod-security.kubernetes.io/enforce-version': version } = metadata.labels ?? {};
  const reason = metadata.annotations?.[hostPathsAnnotation];
  return [
    ...must(
      level === 'restricted' || (level === 'privileged' && Boolean(reason)),
      'pod-security.kubernetes.io/enforce',
      level,
      `set it to restricted; only a namespace with the annotation ${hostPathsAnnotation} may be privileged`,
    ),
    ...must(version === 'latest', 'pod-security.kubernetes.io/enforce-version', version, 'set it to latest'),
  ];
}

function podFindings(where: string, { metadata, spec }: PodTemplate): Finding[] {
  const context = spec.securityContext ?? {};
  const must = mustOf(where);
  return [
    ...(['hostNetwork', 'hostPID', 'hostIPC'] as const).flatMap((field) => must(!spec[field], field, spec[field], 'leave it out')),
    ...must(
      spec.automountServiceAccountToken === false,
      'automountServiceAccountToken',
      spec.automountServiceAccountToken,
      'set it to false; mount a token where it is needed',
    ),
    ...must(context.runAsNonRoot !== false, 'runAsNonRoot', context.runAsNonRoot, 'set it to true'),
    ...must(context.runAsUser !== 0, 'runAsUser', context.runAsUser, 'name a user other than root'),
    ...must(allowedSeccomp(context) || !context.seccompProfile, 'seccompProfile.type', context.seccompProfile?.type, 'set it to RuntimeDefault'),
    ...shared(where, context),
    ...(context.sysctls ?? []).flatMap(({ name, value }) =>
      must(safeSysctls.includes(name), `sysctl ${name}`, value, 'leave it out; it is not a safe sysctl'),
    ),
    ...Object.entries(metadata?.annotations ?? {})
      .filter(([key]) => key.startsWith('container.apparmor.security.beta.kubernetes.io/'))
      .flatMap(([key, value]) => must(value === 'runtime/default' || value.startsWith('localhost/'), key, value, 'leave it out')),
  ];
}

/** Whether a namespace states why its pods mount folders of their nodes. */
const admitsHostPaths = (model: Model, namespace: string): boolean =>
  objectsOf(model, 'Namespace').some(({ manifest: { metadata } }) => metadata.name === namespace && metadata.annotations?.[hostPathsAnnotation]);

function volumeFindings(where: string, { volumes = [] }: V1PodSpec, hostPaths: boolean): Finding[] {
  const must = mustOf(where);
  const allowed = hostPaths ? [...volumeTypes, 'hostPath'] : volumeTypes;
  return [
    ...volumes.flatMap(({ name, ...source }) => {
      const types = Object.keys(source);
      const elsewhere = types.includes('hostPath')
        ? ', or move the pod to its own namespace and state the reason: hostPaths of NamespaceWithDefaultDeny'
        : '';
      return must(
        types.every((type) => allowed.includes(type)),
        `volume ${name}`,
        types.join(', '),
        `use one of ${allowed.join(', ')}${elsewhere}`,
      );
    }),
    ...must(
      !hostPaths || volumes.some(({ hostPath }) => hostPath),
      'hostPath',
      undefined,
      'move the pod to another namespace: this one admits any pod, for pods that mount folders of their nodes',
    ),
  ];
}

function containerFindings(where: string, container: V1Container, pod: V1PodSpec): Finding[] {
  const context = container.securityContext ?? {};
  const must = mustOf(where);
  const runAsNonRoot = context.runAsNonRoot ?? pod.securityContext?.runAsNonRoot;
  const seccomp = context.seccompProfile ?? pod.securityContext?.seccompProfile;
  const { add = [], drop = [] } = context.capabilities ?? {};
  return [
    ...must(runAsNonRoot === true, 'runAsNonRoot', runAsNonRoot, 'set it to true on the pod and do not override it on the container'),
    ...must(context.runAsUser !== 0, 'runAsUser', context.runAsUser, 'name a user other than root'),
    ...must(allowedSeccomp({ seccompProfile: seccomp }), 'seccompProfile.type', seccomp?.type, 'set it to RuntimeDefault on the pod'),
    ...must(drop.includes('ALL'), 'capabilities.drop', context.capabilities?.drop, 'set it to [ALL]'),
    ...must(
      add.every((capability) => capability === 'NET_BIND_SERVICE'),
      'capabilities.add',
      add,
      'leave it out; only NET_BIND_SERVICE is allowed',
    ),
    ...must(context.allowPrivilegeEscalation === false, 'allowPrivilegeEscalation', context.allowPrivilegeEscalation, 'set it to false'),
    ...must(
      context.readOnlyRootFilesystem === true,
      'readOnlyRootFilesystem',
      context.readOnlyRootFilesystem,
      'set it to true; mount an emptyDir where it writes',
    ),
    ...must(!context.privileged, 'privileged', context.privileged, 'leave it out'),
    ...must((context.procMount ?? 'Default') === 'Default', 'procMount', context.procMount, 'leave it out'),
    ...shared(where, context),
    ...(container.ports ?? []).flatMap(({ hostPort }) => must(!hostPort, 'hostPort', hostPort, 'leave it out; use a Service')),
    ...hostsOf(container).flatMap((host) => must(!host, 'host of a probe or hook', host, 'leave it out; the kubelet calls the pod itself')),
  ];
}

const mustOf = (where: string) => (holds: boolean, field: string, value: unknown, fix: string) =>
  demand(holds, { where, message: `${field} is ${show(value)}`, fix });

const allowedSeccomp = (context: Pick<V1SecurityContext, 'seccompProfile'>): boolean => seccompTypes.includes(context.seccompProfile?.type ?? '');

/** Fields that pods and containers share. */
function shared(where: string, context: Pick<V1SecurityContext, 'appArmorProfile' | 'seLinuxOptions' | 'windowsOptions'>): Finding[] {
  const must = mustOf(where);
  const { type = '', user, role } = context.seLinuxOptions ?? {};
  return [
    ...must(context.appArmorProfile?.type !== 'Unconfined', 'appArmorProfile.type', context.appArmorProfile?.type, 'set it to RuntimeDefault'),
    ...must(
      seLinuxTypes.includes(type) && !user && !role,
      'seLinuxOptions',
      context.seLinuxOptions,
      'leave user and role out, and use a type for containers',
    ),
    ...must(!context.windowsOptions?.hostProcess, 'windowsOptions.hostProcess', context.windowsOptions?.hostProcess, 'leave it out'),
  ];
}

/** Hosts that probes and hooks name instead of the pod. */
function hostsOf({ livenessProbe, readinessProbe, startupProbe, lifecycle }: V1Container): (string | undefined)[] {
  return [livenessProbe, readinessProbe, startupProbe, lifecycle?.postStart, lifecycle?.preStop].flatMap((handler) => [
    handler?.httpGet?.host,
    handler?.tcpSocket?.host,
  ]);
}
