import { Construct } from 'constructs';
import {
  apiAccess,
  disruptionBudget,
  k8s,
  type PodProps,
  pod,
  preStop,
  resourceRequirements,
  spread,
  Workload,
} from '../../../../constructs/kubernetes';
import { container, manifest, renderIn } from '../../fixture';

/** A Deployment `shop` whose pod has these props. */
const rendered = (props: (workload: Workload, scope: Construct) => Partial<PodProps> = () => ({})) =>
  renderIn((chart) => {
    const scope = new Construct(chart, 'shop');
    const workload = new Workload(scope, { name: 'shop', component: 'shop' });
    const template = pod({
      workload,
      containers: [container('shop')],
      uid: 10001,
      gid: 10002,
      terminationGracePeriodSeconds: 30,
      ...props(workload, scope),
    });
    new k8s.KubeDeployment(scope, 'Deployment', { spec: { selector: { matchLabels: workload.selector }, template } });
    new k8s.KubePodDisruptionBudget(scope, 'PodDisruptionBudget', disruptionBudget(workload));
  });

const template = (props?: (workload: Workload, scope: Construct) => Partial<PodProps>) => manifest(rendered(props), 'Deployment/shop').spec.template;

describe('a pod', () => {
  it('has a resolver that gives up a DNS server without an answer soon, and looks up complete names as they are', () => {
    const numbers = { ndots: '2', timeout: '1', attempts: '2' };
    const options = [...Object.entries(numbers).map(([name, value]) => ({ name, value })), { name: 'no-tld-query' }];
    expect(template().spec.dnsConfig).toEqual({ options });
  });

  it('complies with Pod Security "restricted", without a token and without service links', () => {
    const { containers, dnsConfig, ...spec } = template().spec;
    expect(spec).toEqual({
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 10001,
        runAsGroup: 10002,
        fsGroup: 10002,
        fsGroupChangePolicy: 'OnRootMismatch',
        seccompProfile: { type: 'RuntimeDefault' },
      },
      terminationGracePeriodSeconds: 30,
    });
    expect(containers[0].securityContext).toEqual({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
    });
  });

  it('runs its init containers in their order', () => {
    const initContainers = [container('first'), container('second')];
    expect(template(() => ({ initContainers })).spec.initContainers).toEqual(initContainers);
  });

  it("has its workload's labels and no version label, which would only confuse selectors", () => {
    expect(Object.keys(template().metadata.labels).map((key) => key.replace('app.kubernetes.io/', ''))).toEqual([
      'component',
      'instance',
      'managed-by',
      'name',
      'part-of',
    ]);
  });

  it('has annotations, volumes and a restart policy if they are given', () => {
    const { metadata, spec } = template(() => ({
      annotations: { 'checksum/a': '1' },
      volumes: [{ name: 'tmp', emptyDir: {} }],
      restartPolicy: 'Always',
    }));
    expect(metadata.annotations).toEqual({ 'checksum/a': '1' });
    expect(spec).toMatchObject({ volumes: [{ name: 'tmp', emptyDir: {} }], restartPolicy: 'Always' });
  });
});

describe('the spread of pods', () => {
  const constraints = (nodes: 'required' | 'preferred') =>
    template((workload) => ({ spread: spread(workload, nodes) })).spec.topologySpreadConstraints.map(
      ({ topologyKey, whenUnsatisfiable }: { topologyKey: string; whenUnsatisfiable: string }) => `${topologyKey} ${whenUnsatisfiable}`,
    );

  it('keeps two pods of a store off one node, and prefers two zones', () => {
    expect(constraints('required')).toEqual(['kubernetes.io/hostname DoNotSchedule', 'topology.kubernetes.io/zone ScheduleAnyway']);
  });

  it('schedules a service also if there are too few nodes', () => {
    expect(constraints('preferred')).toEqual(['kubernetes.io/hostname ScheduleAnyway', 'topology.kubernetes.io/zone ScheduleAnyway']);
  });
});

describe('the resources of a container', () => {
  it('limit memory to the request, and leave CPU unlimited, because a limit would throttle it', () => {
    const requirements = { requests: { cpu: '250m', memory: '1Gi' }, limits: { memory: '1Gi' } };
    const resources = resourceRequirements({ cpu: '250m', memory: '1Gi' });
    expect(template(() => ({ containers: [container('shop', { resources })] })).spec.containers[0].resources).toEqual(requirements);
  });
});

describe('a preStop hook', () => {
  it('has its time limit in seconds as the last argument', () => {
    expect(preStop(25, '/bin/sh', '/etc/ballast/pre-stop.sh')).toEqual({
      preStop: { exec: { command: ['/bin/sh', '/etc/ballast/pre-stop.sh', '25'] } },
    });
  });
});

describe('a disruption budget', () => {
  it('allows one eviction at a time, and never protects a pod that is not ready', () => {
    expect(manifest(rendered(), 'PodDisruptionBudget/shop').spec).toEqual({
      maxUnavailable: 1,
      selector: { matchLabels: { 'app.kubernetes.io/name': 'shop', 'app.kubernetes.io/instance': 'shop' } },
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    });
  });
});

describe('access to the Kubernetes API', () => {
  const rules = [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }];
  const model = rendered((workload, scope) => {
    const { serviceAccountName, volume, mount } = apiAccess(scope, workload, rules);
    return { serviceAccountName, volumes: [volume], containers: [container('shop', { volumeMounts: [mount] }), container('other')] };
  });

  it('binds the account of the workload to a Role with the given verbs', () => {
    expect(manifest(model, 'Role/shop').rules).toEqual(rules);
    expect(manifest(model, 'RoleBinding/shop')).toMatchObject({
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'shop' },
      subjects: [{ kind: 'ServiceAccount', name: 'shop', namespace: 'shop' }],
    });
    expect(manifest(model, 'ServiceAccount/shop').automountServiceAccountToken).toBe(false);
  });

  it('gives the token only to the container that mounts it', () => {
    const { spec } = manifest(model, 'Deployment/shop').spec.template;
    expect(spec.serviceAccountName).toBe('shop');
    expect(spec.volumes[0].projected.sources[0]).toEqual({ serviceAccountToken: { path: 'token', expirationSeconds: 3600 } });
    expect(spec.containers.map(({ volumeMounts = [] }: { volumeMounts?: unknown[] }) => volumeMounts.length)).toEqual([1, 0]);
  });
});
