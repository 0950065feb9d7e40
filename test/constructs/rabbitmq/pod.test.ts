import type { Manifest } from '../../../model';
import { manifest } from '../fixture';
import { container, podSpec, render, statefulSet } from './fixture';

const instance = { 'app.kubernetes.io/name': 'rabbitmq', 'app.kubernetes.io/instance': 'mq' };
const variables = Object.fromEntries(container().env.map((each: Manifest) => [each.name, each.value ?? each.valueFrom?.fieldRef?.fieldPath]));

describe('a pod of RabbitMQ', () => {
  it('has no access to the Kubernetes API', () => {
    expect(podSpec().automountServiceAccountToken).toBe(false);
  });

  it('gets cookie and passwords as files, and not by environment or command line', () => {
    const { env, command, args, volumeMounts } = container();
    expect(JSON.stringify([env, command, args])).not.toMatch(/secret|password|cookie/i);
    expect(volumeMounts).toContainEqual({ name: 'secrets', mountPath: '/etc/ballast-secrets', readOnly: true });
  });

  it('keeps its cookie and the hashes in memory, in the home of its user', () => {
    expect(podSpec().volumes).toContainEqual({ name: 'run', emptyDir: { medium: 'Memory', sizeLimit: '4Mi' } });
    expect(container().volumeMounts).toContainEqual({ name: 'run', mountPath: variables.HOME });
  });

  it("is a node of the pod's own name, which it keeps when its address changes", () => {
    expect(variables).toMatchObject({ RABBITMQ_NODENAME: 'rabbit@$(POD_NAME).$(DOMAIN)', DOMAIN: 'mq-pods.shop.svc.cluster.local' });
  });

  it('is ready when it accepts clients, after it has once seen the whole cluster', () => {
    expect(container().startupProbe.exec.command).toEqual(['/bin/sh', '/etc/ballast/probe.sh']);
    expect(container().readinessProbe.tcpSocket).toEqual({ port: 'amqp' });
  });

  it('waits for other nodes for a day before it is restarted', () => {
    const { periodSeconds, failureThreshold } = container().startupProbe;
    expect(periodSeconds * failureThreshold).toBe(86_400);
  });

  it('is not restarted while it is drained: liveness asks another port than that of the clients', () => {
    expect(container().livenessProbe.tcpSocket).toEqual({ port: 'distribution' });
  });

  it('leaves a minute for the shutdown after its hook', () => {
    expect(podSpec().terminationGracePeriodSeconds).toBe(Number(container().lifecycle.preStop.exec.command.at(-1)) + 60);
  });

  it('never shares a node with another pod of the cluster', () => {
    expect(podSpec().topologySpreadConstraints[0]).toMatchObject({
      topologyKey: 'kubernetes.io/hostname',
      maxSkew: 1,
      whenUnsatisfiable: 'DoNotSchedule',
      labelSelector: { matchLabels: instance },
    });
  });

  it('restarts when files change that are read at start', () => {
    const read = ['definitions.json', 'enabled_plugins', 'formation.erl', 'rabbitmq.conf', 'start.sh', 'users'];
    expect(Object.keys(statefulSet().spec.template.metadata.annotations).sort()).toEqual(read.map((name) => `checksum/${name}`));
  });
});

describe('the objects of RabbitMQ', () => {
  it('include a Service for clients, of ready pods', () => {
    expect(manifest(render(), 'Service/mq').spec).toEqual({ selector: instance, ports: [{ name: 'amqp', port: 5672, targetPort: 'amqp' }] });
  });

  it("include a headless Service with every pod's name, ready or not", () => {
    expect(manifest(render(), 'Service/mq-pods').spec).toMatchObject({ clusterIP: 'None', publishNotReadyAddresses: true, selector: instance });
  });

  it("include a NetworkPolicy that allows epmd and the distribution to the cluster's own pods only", () => {
    const { ingress } = manifest(render(), 'NetworkPolicy/mq').spec;
    const open = ingress.filter(({ ports }: { ports: { port: number }[] }) => ports.some(({ port }) => port === 4369 || port === 25_672));
    expect(open.map(({ from }: { from: unknown }) => from)).toEqual([[{ podSelector: { matchLabels: instance } }]]);
  });

  it('start all pods in parallel, because each waits for the others', () => {
    expect(statefulSet().spec).toMatchObject({ podManagementPolicy: 'Parallel', serviceName: 'mq-pods', replicas: 3 });
  });
});
