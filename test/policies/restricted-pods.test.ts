import type { Model } from '../../model';
import { restrictedPods } from '../../policies/restricted-pods';
import { changed, lines, model, withMore } from './fixture';

const pod = (fields: object) =>
  changed('Deployment/shop', ({ spec }) => {
    Object.assign(spec.template.spec, fields);
  });
const podContext = (fields: object) =>
  changed('Deployment/shop', ({ spec }) => {
    Object.assign(spec.template.spec.securityContext, fields);
  });
const container = (fields: object) =>
  changed('Deployment/shop', ({ spec }) => {
    Object.assign(spec.template.spec.containers[0], fields);
  });
const context = (fields: object) =>
  changed('Deployment/shop', ({ spec }) => {
    Object.assign(spec.template.spec.containers[0].securityContext, fields);
  });

describe('restricted-pods', () => {
  it('passes pods that are restricted', () => {
    expect(lines(restrictedPods, model())).toEqual([]);
  });

  it.each([
    [
      'a container takes its own user and seccomp profile',
      context({ runAsUser: 999, seccompProfile: { type: 'Localhost', localhostProfile: 'shop.json' } }),
    ],
    ['it binds a low port', context({ capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] } })],
    ['it sets a safe sysctl', podContext({ sysctls: [{ name: 'net.ipv4.tcp_keepalive_time', value: '60' }] })],
    [
      'it has volumes of the allowed types',
      pod({
        volumes: [
          { name: 'files', configMap: { name: 'shop' } },
          { name: 'tmp', emptyDir: {} },
        ],
      }),
    ],
  ])('passes when %s', (_, subject) => {
    expect(lines(restrictedPods, subject)).toEqual([]);
  });

  it.each([
    ['the pod uses the network of its node', pod({ hostNetwork: true }), 'hostNetwork is true | leave it out'],
    ['the pod sees the processes of its node', pod({ hostPID: true }), 'hostPID is true | leave it out'],
    ['the pod shares memory with its node', pod({ hostIPC: true }), 'hostIPC is true | leave it out'],
    ['the pod gets a token', pod({ automountServiceAccountToken: true }), 'automountServiceAccountToken is true | set it to false'],
    ['the token field is not set', pod({ automountServiceAccountToken: undefined }), 'automountServiceAccountToken is not set | set it to false'],
    [
      'the pod mounts a folder of its node',
      pod({ volumes: [{ name: 'log', hostPath: { path: '/var/log' } }] }),
      'volume log is "hostPath" | use one of configMap',
    ],
    ['the pod runs as root', podContext({ runAsUser: 0 }), 'runAsUser is 0 | name a user other than root'],
    ['the pod may run as root', podContext({ runAsNonRoot: false }), 'runAsNonRoot is false | set it to true'],
    [
      'the pod switches seccomp off',
      podContext({ seccompProfile: { type: 'Unconfined' } }),
      'seccompProfile.type is "Unconfined" | set it to RuntimeDefault',
    ],
    ['the pod sets an unsafe sysctl', podContext({ sysctls: [{ name: 'kernel.msgmax', value: '1' }] }), 'sysctl kernel.msgmax is "1" | leave it out'],
    [
      'the pod switches AppArmor off',
      podContext({ appArmorProfile: { type: 'Unconfined' } }),
      'appArmorProfile.type is "Unconfined" | set it to RuntimeDefault',
    ],
    [
      'the pod takes a SELinux role',
      podContext({ seLinuxOptions: { role: 'system_r' } }),
      'seLinuxOptions is {"role":"system_r"} | leave user and role out',
    ],
    [
      'the pod is a host process of Windows',
      podContext({ windowsOptions: { hostProcess: true } }),
      'windowsOptions.hostProcess is true | leave it out',
    ],
  ])('fails when %s', (_, subject, text) => {
    expect(lines(restrictedPods, subject)).toContainEqual(expect.stringContaining(`shopfds/production 20-shop.yaml Deployment/shop | ${text}`));
  });

  it.each([
    ['overrides runAsNonRoot', context({ runAsNonRoot: false }), 'runAsNonRoot is false | set it to true on the pod'],
    ['runs as root', context({ runAsUser: 0 }), 'runAsUser is 0 | name a user other than root'],
    ['switches seccomp off', context({ seccompProfile: { type: 'Unconfined' } }), 'seccompProfile.type is "Unconfined" | set it to RuntimeDefault'],
    ['keeps its capabilities', context({ capabilities: undefined }), 'capabilities.drop is not set | set it to [ALL]'],
    ['drops only some capabilities', context({ capabilities: { drop: ['NET_RAW'] } }), 'capabilities.drop is ["NET_RAW"] | set it to [ALL]'],
    ['adds a capability', context({ capabilities: { drop: ['ALL'], add: ['SYS_PTRACE'] } }), 'capabilities.add is ["SYS_PTRACE"] | leave it out'],
    ['may escalate', context({ allowPrivilegeEscalation: undefined }), 'allowPrivilegeEscalation is not set | set it to false'],
    ['has a writable root file system', context({ readOnlyRootFilesystem: false }), 'readOnlyRootFilesystem is false | set it to true'],
    ['is privileged', context({ privileged: true }), 'privileged is true | leave it out'],
    ['unmasks /proc', context({ procMount: 'Unmasked' }), 'procMount is "Unmasked" | leave it out'],
    ['has a port on its node', container({ ports: [{ containerPort: 80, hostPort: 80 }] }), 'hostPort is 80 | leave it out'],
    [
      'probes another host',
      container({ livenessProbe: { tcpSocket: { host: '10.0.0.1', port: 80 } } }),
      'host of a probe or hook is "10.0.0.1" | leave it out',
    ],
  ])('fails when a container %s', (_, subject, text) => {
    expect(lines(restrictedPods, subject)).toEqual([expect.stringContaining(`Deployment/shop container shop | ${text}`)]);
  });

  describe('in a namespace that states why its pods need folders of their nodes', () => {
    const collector = { volumes: [{ name: 'log', hostPath: { path: '/var/log' } }] };
    const admitting = (subject: Model) =>
      changed('Namespace/shopfds', ({ metadata }) => Object.assign(metadata, { annotations: { 'ballast/host-paths': 'logs' } }), subject);

    it('passes a pod that mounts one', () => {
      expect(lines(restrictedPods, admitting(pod(collector))).filter((line) => line.includes('Deployment/shop'))).toEqual([]);
    });

    it('fails when a pod mounts none', () => {
      expect(lines(restrictedPods, admitting(model()))).toContainEqual(
        expect.stringContaining('Deployment/shop | hostPath is not set | move the pod to another namespace'),
      );
    });

    it('fails when a pod breaks another rule', () => {
      expect(lines(restrictedPods, admitting(pod({ ...collector, hostNetwork: true })))).toContainEqual(
        expect.stringContaining('Deployment/shop | hostNetwork is true'),
      );
    });
  });

  it.each<[string, object, object, string]>([
    ['enforces a lower level', { enforce: 'baseline' }, {}, 'pod-security.kubernetes.io/enforce is "baseline" | set it to restricted'],
    ['enforces no level', { enforce: undefined }, {}, 'pod-security.kubernetes.io/enforce is not set | set it to restricted'],
    ['is privileged without a reason', { enforce: 'privileged' }, {}, 'pod-security.kubernetes.io/enforce is "privileged" | set it to restricted'],
    ['enforces an old version of the level', { 'enforce-version': 'v1.20' }, {}, 'enforce-version is "v1.20" | set it to latest'],
    ['enforces baseline for host paths', { enforce: 'baseline' }, { 'ballast/host-paths': 'logs' }, 'enforce is "baseline" | set it to restricted'],
  ])('fails when a namespace %s', (_, labels, annotations, text) => {
    const subject = changed('Namespace/shopfds', ({ metadata }) => {
      const prefixed = Object.entries(labels).map(([key, value]) => [`pod-security.kubernetes.io/${key}`, value]);
      Object.assign(metadata, { labels: { ...metadata.labels, ...Object.fromEntries(prefixed) }, annotations });
    });
    const found = lines(restrictedPods, subject).filter((line) => line.includes('00-namespace.yaml Namespace/shopfds'));
    expect(found).toEqual([expect.stringContaining(text)]);
  });

  it('fails when neither pod nor container set a seccomp profile or a user other than root', () => {
    expect(lines(restrictedPods, pod({ securityContext: undefined }))).toEqual([
      expect.stringContaining('container shop | runAsNonRoot is not set'),
      expect.stringContaining('container shop | seccompProfile.type is not set'),
    ]);
  });

  it.each(['runtime/default', 'localhost/shop'])('passes the older annotation of AppArmor with %s', (profile) => {
    const subject = changed('Deployment/shop', ({ spec }) => {
      spec.template.metadata.annotations = { 'container.apparmor.security.beta.kubernetes.io/shop': profile };
    });
    expect(lines(restrictedPods, subject)).toEqual([]);
  });

  it('fails when AppArmor is switched off by the older annotation', () => {
    const subject = changed('Deployment/shop', ({ spec }) => {
      spec.template.metadata.annotations = { 'container.apparmor.security.beta.kubernetes.io/shop': 'unconfined' };
    });
    expect(lines(restrictedPods, subject)).toEqual([expect.stringContaining('kubernetes.io/shop is "unconfined" | leave it out')]);
  });

  it('fails when an init container, a CronJob or a bare Pod is not restricted', () => {
    const init = changed('StatefulSet/db', ({ spec }) => {
      spec.template.spec.initContainers[0].securityContext.privileged = true;
    });
    expect(lines(restrictedPods, init)).toEqual([expect.stringContaining('StatefulSet/db container prepare | privileged is true')]);
    const cronJob = changed('CronJob/backup', ({ spec }) => {
      spec.jobTemplate.spec.template.spec.hostPID = true;
    });
    expect(lines(restrictedPods, cronJob)).toEqual([expect.stringContaining('CronJob/backup | hostPID is true')]);
    const bare = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'debug', namespace: 'shopfds' }, spec: { containers: [{ name: 'shell' }] } };
    expect(lines(restrictedPods, withMore([bare]))).toContainEqual(expect.stringContaining('Pod/debug container shell | runAsNonRoot is not set'));
  });
});
