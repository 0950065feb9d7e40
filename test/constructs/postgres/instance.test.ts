import { PostgresCluster } from '../../../constructs/postgres';
import { manifest, manifests, onCluster, renderIn } from '../fixture';
import { containerOf, type Replicated, render, replicated, standalone, statefulSet } from './fixture';

const timings: readonly Required<NonNullable<Replicated['timing']>>[] = [
  { ttlSeconds: 20, loopWaitSeconds: 2, retryTimeoutSeconds: 6 },
  { ttlSeconds: 20, loopWaitSeconds: 1, retryTimeoutSeconds: 3 },
  { ttlSeconds: 20, loopWaitSeconds: 11, retryTimeoutSeconds: 3 }, // the minimum that the checks accept
  { ttlSeconds: 30, loopWaitSeconds: 10, retryTimeoutSeconds: 8 },
  { ttlSeconds: 60, loopWaitSeconds: 10, retryTimeoutSeconds: 20 },
  { ttlSeconds: 300, loopWaitSeconds: 30, retryTimeoutSeconds: 60 },
];

describe('the liveness of an instance', () => {
  it.each(timings)('kills a frozen primary before its lock can expire, with %j', (timing) => {
    const { livenessProbe } = containerOf('postgresql', { ...replicated, timing });
    const { periodSeconds, timeoutSeconds, failureThreshold, terminationGracePeriodSeconds } = livenessProbe;
    // If it freezes just after a probe: the periods until the last probe that must fail, its timeout, the grace period, and 2 s that the kubelet adds.
    const dead = periodSeconds * failureThreshold + timeoutSeconds + terminationGracePeriodSeconds + 2;
    // The lock was renewed loopWaitSeconds before the freeze at the earliest.
    expect(dead).toBeLessThanOrEqual(timing.ttlSeconds - timing.loopWaitSeconds);
  });

  it.each(timings)('waits as long as possible, so that a short pause does not kill an instance, with %j', (timing) => {
    const { livenessProbe } = containerOf('postgresql', { ...replicated, timing });
    const { periodSeconds, timeoutSeconds, failureThreshold, terminationGracePeriodSeconds } = livenessProbe;
    const later = periodSeconds * (failureThreshold + 1) + timeoutSeconds + terminationGracePeriodSeconds + 2;
    expect(failureThreshold).toBeGreaterThanOrEqual(1);
    expect(later).toBeGreaterThan(timing.ttlSeconds - timing.loopWaitSeconds);
  });

  it('queries Patroni, like readiness, which does not affect routing', () => {
    const { livenessProbe, readinessProbe, startupProbe } = containerOf('postgresql');
    expect([startupProbe, livenessProbe, readinessProbe].map(({ httpGet }) => `${httpGet.path} ${httpGet.port}`)).toEqual([
      '/liveness patroni',
      '/liveness patroni',
      '/readiness patroni',
    ]);
  });
});

describe('the containers of an instance', () => {
  it("have PostgreSQL's user, except the exporter, because that user may log in as superuser", () => {
    const { securityContext, containers } = statefulSet().spec.template.spec;
    const users = containers.map(({ name, securityContext: own }: { name: string; securityContext: { runAsUser?: number } }) => [
      name,
      own.runAsUser,
    ]);
    expect(securityContext.runAsUser).toBe(101);
    expect(users).toEqual([
      ['postgresql', undefined],
      ['keeper', undefined],
      ['exporter', 65534],
    ]);
  });
});

describe('the shared memory of an instance', () => {
  it('is bounded, because it counts as memory of the container', () => {
    const { volumes } = statefulSet().spec.template.spec;
    expect(volumes).toContainEqual({ name: 'shm', emptyDir: { medium: 'Memory', sizeLimit: '128Mi' } });
  });
});

describe('the stop of an instance', () => {
  it('leaves a minute for the shutdown after its hook', () => {
    const [bound] = containerOf('postgresql').lifecycle.preStop.exec.command.slice(-1);
    expect(statefulSet().spec.template.spec.terminationGracePeriodSeconds).toBe(Number(bound) + 60);
  });
});

describe('the access of an instance to the Kubernetes API', () => {
  const rules = (props = replicated) => manifest(render(props), 'Role/db').rules;

  it('is limited to its own ConfigMaps and pods, by name if a verb supports names', () => {
    const state = ['db-config', 'db-failover', 'db-leader', 'db-sync'];
    expect(rules()).toEqual([
      { apiGroups: [''], resources: ['configmaps'], resourceNames: state, verbs: ['get', 'patch', 'update'] },
      { apiGroups: [''], resources: ['configmaps'], verbs: ['create', 'list', 'watch'] },
      { apiGroups: [''], resources: ['pods'], resourceNames: ['db-0', 'db-1', 'db-2'], verbs: ['get', 'patch'] },
      { apiGroups: [''], resources: ['pods'], verbs: ['list', 'watch'] },
    ]);
  });

  it('includes no Secrets and no wildcards', () => {
    expect(JSON.stringify(rules())).not.toMatch(/secrets|\*|delete/);
  });

  it('grows with the instances', () => {
    expect(rules({ ...replicated, replicas: 5 })[2].resourceNames).toEqual(['db-0', 'db-1', 'db-2', 'db-3', 'db-4']);
  });

  it('is given to Patroni, and to the keeper for the labels', () => {
    const withToken = statefulSet().spec.template.spec.containers.filter(({ volumeMounts = [] }: { volumeMounts?: { name: string }[] }) =>
      volumeMounts.some(({ name }) => name === 'kubernetes-api'),
    );
    expect(withToken.map(({ name }: { name: string }) => name)).toEqual(['postgresql', 'keeper']);
  });
});

describe('the StatefulSet', () => {
  it('starts all pods in parallel: after a full stop, the last primary need not be the first pod', () => {
    expect(statefulSet().spec).toMatchObject({ podManagementPolicy: 'Parallel', serviceName: 'db-pods', replicas: 3 });
  });

  it.each(timings)('gives a replaced instance two loops of the primary to become a synchronous standby, with %j', (timing) => {
    expect(statefulSet({ ...replicated, timing }).spec.minReadySeconds).toBeGreaterThan(2 * timing.loopWaitSeconds);
  });

  it('keeps its volumes when it is deleted or scaled, and is never pruned', () => {
    expect(statefulSet().spec.persistentVolumeClaimRetentionPolicy).toEqual({ whenDeleted: 'Retain', whenScaled: 'Retain' });
    expect(statefulSet().metadata.annotations).toEqual({ 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' });
  });

  it('keeps two instances off one node; a single one may run anywhere', () => {
    const [nodes] = statefulSet().spec.template.spec.topologySpreadConstraints;
    expect(nodes).toMatchObject({ topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'DoNotSchedule' });
    expect(statefulSet(standalone).spec.template.spec).not.toHaveProperty('topologySpreadConstraints');
  });

  it("uses the cluster's storage class", () => {
    const model = renderIn((chart) => new PostgresCluster(chart, 'db', standalone), onCluster({ storageClass: 'ssd' }));
    expect(manifest(model, 'StatefulSet/db').spec.volumeClaimTemplates[0].spec).toEqual({
      accessModes: ['ReadWriteOnce'],
      storageClassName: 'ssd',
      resources: { requests: { storage: '10Gi' } },
    });
  });

  it('has metrics of the database and of Patroni, each from a declared port', () => {
    const model = renderIn((chart) => new PostgresCluster(chart, 'db', standalone), onCluster({ operators: ['prometheus'] }));
    expect(manifest(model, 'PodMonitor/db').spec.podMetricsEndpoints).toEqual([
      { port: 'metrics', path: '/metrics' },
      { port: 'patroni', path: '/metrics' },
    ]);
  });

  it('shares no ConfigMap with its read proxy', () => {
    const mounted = manifests(render()).flatMap(({ kind, metadata, spec }) =>
      (spec?.template?.spec.volumes ?? []).flatMap(({ configMap }: { configMap?: { name: string } }) =>
        configMap ? [`${kind}/${metadata.name} ${configMap.name}`] : [],
      ),
    );
    expect(mounted).toEqual(['StatefulSet/db db', 'Deployment/db-ro db-ro']);
  });
});
