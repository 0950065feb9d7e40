import { RedisCluster } from '../../../constructs/redis';
import type { Manifest } from '../../../model';
import { manifest, onCluster, renderIn } from '../fixture';
import { containerOf, podSpec, render, required, statefulSet } from './fixture';

const instance = { 'app.kubernetes.io/name': 'redis', 'app.kubernetes.io/instance': 'db' };
const servers: readonly string[] = ['redis', 'keeper'];

describe('a pod of a Redis Cluster', () => {
  it('runs the server, its keeper and the exporter', () => {
    expect(podSpec().containers.map(({ name }: { name: string }) => name)).toEqual(['redis', 'keeper', 'exporter']);
  });

  it('has no access to the Kubernetes API', () => {
    expect(podSpec().automountServiceAccountToken).toBe(false);
    expect(JSON.stringify(podSpec())).not.toContain('serviceAccountToken');
  });

  it.each(servers)('gives its container %s the passwords as files, and not by environment or command line', (name) => {
    const { env, command, args, volumeMounts } = containerOf(name);
    expect(JSON.stringify([env, command, args])).not.toMatch(/secret|password/i);
    expect(volumeMounts).toContainEqual({ name: 'passwords', mountPath: '/etc/ballast-secrets', readOnly: true });
  });

  it('keeps the passwords that its server accepts in memory only', () => {
    expect(podSpec().volumes).toContainEqual({ name: 'run', emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } });
  });

  it.each(servers)('gives its container %s its address, under the same name', (name) => {
    const values = Object.fromEntries(containerOf(name).env.map((each: Manifest) => [each.name, each.value ?? each.valueFrom?.fieldRef?.fieldPath]));
    expect(values).toMatchObject({ POD_IP: 'status.podIP', POD_NAME: 'metadata.name', DOMAIN: 'db-pods.shop.svc.cluster.local' });
  });

  it('learns its zone from its own label, because it has no access to its node', () => {
    const variable = containerOf('redis').env.find(({ name }: { name: string }) => name === 'ZONE');
    expect(variable.valueFrom.fieldRef.fieldPath).toBe("metadata.labels['topology.kubernetes.io/zone']");
  });

  it('leaves half a minute for the shutdown after its hook', () => {
    const bound = containerOf('redis').lifecycle.preStop.exec.command.at(-1);
    expect(podSpec().terminationGracePeriodSeconds).toBe(Number(bound) + 30);
  });

  it('is restarted when its server has not answered for a minute, and not because of the state of the cluster', () => {
    const { livenessProbe } = containerOf('redis');
    expect(livenessProbe.exec.command).toEqual(['/bin/sh', '/etc/ballast/probe.sh', 'live']);
    expect(livenessProbe.periodSeconds * livenessProbe.failureThreshold).toBe(60);
  });

  it('uses the same script for readiness', () => {
    expect(containerOf('redis').readinessProbe.exec.command).toEqual(['/bin/sh', '/etc/ballast/probe.sh', 'ready']);
  });

  it('is spread evenly over the nodes that accept pods', () => {
    expect(podSpec().topologySpreadConstraints[0]).toMatchObject({
      topologyKey: 'kubernetes.io/hostname',
      whenUnsatisfiable: 'DoNotSchedule',
      nodeTaintsPolicy: 'Honor',
      labelSelector: { matchLabels: instance },
    });
  });
});

describe('the passwords of a Redis Cluster', () => {
  const readers = render().secrets.map(({ name, keys, readers: by }) => [name, keys, by.map((reader) => reader.replace(/-[0-9a-f]{8}$/, ''))]);

  it("are in a Secret for clients, and in another one that only the cluster's own pods read", () => {
    expect(readers).toEqual([
      ['db', ['password'], ['StatefulSet/db']],
      ['db-internal', ['exporter', 'keeper', 'replica'], ['Job/db-shards', 'StatefulSet/db']],
    ]);
  });

  it('include one for the exporter, which has no other', () => {
    expect(containerOf('exporter').env).toEqual([
      { name: 'REDIS_USER', value: 'exporter' },
      { name: 'REDIS_PASSWORD', valueFrom: { secretKeyRef: { name: 'db-internal', key: 'exporter' } } },
    ]);
    expect(containerOf('exporter').volumeMounts).toBeUndefined();
  });
});

describe('the StatefulSet of a Redis Cluster', () => {
  it('starts all pods in parallel, because forming a cluster needs all of them', () => {
    expect(statefulSet().spec).toMatchObject({ podManagementPolicy: 'Parallel', serviceName: 'db-pods', replicas: 6 });
  });

  it('keeps its volumes when it is deleted or scaled, and is never pruned', () => {
    expect(statefulSet().spec.persistentVolumeClaimRetentionPolicy).toEqual({ whenDeleted: 'Retain', whenScaled: 'Retain' });
    expect(statefulSet().metadata.annotations).toEqual({ 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' });
  });

  it("uses the cluster's storage class", () => {
    const model = renderIn((chart) => new RedisCluster(chart, 'db', required), onCluster({ storageClass: 'ssd' }));
    expect(manifest(model, 'StatefulSet/db').spec.volumeClaimTemplates[0].spec.storageClassName).toBe('ssd');
  });
});

describe('the other objects of a Redis Cluster', () => {
  it('include a Service for clients, of ready pods', () => {
    const { spec } = manifest(render(), 'Service/db');
    expect(spec).toEqual({ selector: instance, ports: [{ name: 'redis', port: 6379, targetPort: 'redis' }] });
  });

  it("include a headless Service with every pod's name, ready or not", () => {
    expect(manifest(render(), 'Service/db-pods').spec).toMatchObject({ clusterIP: 'None', publishNotReadyAddresses: true, selector: instance });
  });

  it('include a Service that leads the keepers to any pod, ready or not', () => {
    const { spec } = manifest(render(), 'Service/db-any');
    expect(spec).toMatchObject({ publishNotReadyAddresses: true, selector: instance, ports: [{ port: 6379 }] });
    expect(spec).not.toHaveProperty('clusterIP');
    expect(containerOf('keeper').env).toContainEqual({ name: 'ANY_POD', value: 'db-any.shop.svc.cluster.local' });
  });

  it('include a budget of one pod at a time', () => {
    expect(manifest(render(), 'PodDisruptionBudget/db').spec).toMatchObject({ maxUnavailable: 1, selector: { matchLabels: instance } });
  });

  it("include a NetworkPolicy that allows the bus to the cluster's own pods only", () => {
    const { ingress } = manifest(render(), 'NetworkPolicy/db').spec;
    const bus = ingress.filter(({ ports }: { ports: { port: number }[] }) => ports.some(({ port }) => port === 16_379));
    expect(bus.map(({ from }: { from: unknown }) => from)).toEqual([[{ podSelector: { matchLabels: instance } }]]);
  });

  it('include a monitor for the metrics of the exporter', () => {
    const model = renderIn((chart) => new RedisCluster(chart, 'db', required), onCluster({ operators: ['prometheus'] }));
    expect(manifest(model, 'PodMonitor/db').spec.podMetricsEndpoints).toEqual([{ port: 'metrics', path: '/metrics' }]);
    expect(containerOf('exporter').ports).toEqual([{ name: 'metrics', containerPort: 9121 }]);
  });
});
