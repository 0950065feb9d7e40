import { Construct } from 'constructs';
import {
  Component,
  componentFiles,
  dataClaimNames,
  disruptionBudget,
  type Endpoint,
  invalid,
  k8s,
  PlatformChart,
  podsService,
  podsServiceName,
  portOf,
  spread,
  storeStatefulSet,
  targetOf,
  Workload,
} from '../kubernetes';
import { alerts } from './alerts';
import { files } from './configuration';
import { clientEndpoint, type RabbitmqValues } from './endpoints';
import metrics from './metrics/rabbitmq.json';
import { ports } from './ports';
import { rabbitmqPod } from './rabbitmq-pod';
import { type Resolved, resolve } from './resolve';
import type { RabbitmqProps } from './schema';
import { consumedOf } from './task-queue';
import { tester } from './users';
import { addWriteTest } from './write-test';

/** RabbitMQ with quorum queues. The broker repeats failed tasks and keeps those that fail finally, without an operator or code in the application. */
export class RabbitmqCluster extends Construct {
  private readonly props: Resolved;
  private readonly workload: Workload;
  private readonly vhost: string;
  /** Handle for backups, alerts and the proof. */
  readonly component: Component;

  constructor(scope: Construct, id: string, given: RabbitmqProps) {
    super(scope, id);
    const props = resolve(this, given);
    const { environment, platform } = PlatformChart.containing(this);
    this.props = props;
    this.vhost = platform;
    this.workload = new Workload(this, {
      name: 'rabbitmq',
      component: 'broker',
      metrics: [{ name: 'metrics', port: ports.metrics, recorded: metrics }],
      alerts: alerts(props),
      self: [ports.epmd, ports.distribution], // only the cookie protects them
      settings: props,
      clients: { peers: props.clients ?? [], ports: [ports.amqp] },
    });
    const own = componentFiles(this, this.workload, files(this.workload.instance, props, this.vhost));
    this.addServices();
    if (props.pods > 1) new k8s.KubePodDisruptionBudget(this, 'PodDisruptionBudget', disruptionBudget(this.workload));
    const template = rabbitmqPod({
      workload: this.workload,
      props,
      files: own,
      domain: `${podsServiceName(this.workload)}.${this.workload.namespace}.svc.${environment.cluster.domain}`,
      vhost: this.vhost,
      spread: props.pods > 1 ? spread(this.workload, 'required') : undefined,
    });
    new k8s.KubeStatefulSet(this, 'StatefulSet', storeStatefulSet(this, { ...props, workload: this.workload, template }));
    this.component = new Component(this, {
      kind: 'rabbitmq',
      claims: dataClaimNames(this.workload, props.pods),
      endpoints: Object.fromEntries(props.users.map(({ name }) => [name, this.client(name)])),
    });
  }

  /** Endpoint for one of the users. */
  client(user: string): Endpoint<RabbitmqValues> {
    return clientEndpoint(this, this.workload, this.props.accounts, user, this.vhost);
  }

  /** The queues of a task queue from which its workers take tasks, and PromQL for the number of tasks that wait there. */
  queues(name: string): { readonly names: readonly string[]; readonly waiting: string } {
    const queue = this.props.taskQueues.find((candidate) => candidate.name === name);
    if (!queue) throw invalid(this, 'the task queue', name, `it must be one of ${this.props.taskQueues.map((known) => known.name).join(', ')}`);
    const names = consumedOf(queue);
    const pattern = names.map((each) => each.replaceAll('.', '[.]')).join('|');
    return { names, waiting: `sum(rabbitmq_queue_messages_ready${targetOf(this.workload).own(`queue=~"${pattern}"`)})` };
  }

  /** Adds a Pod to a chart with which `helm test` shows that the broker takes and returns messages. */
  addTest(chart: PlatformChart): void {
    addWriteTest(chart, `${this.component.id}-test`, this.props, this.client(tester.name));
  }

  private addServices(): void {
    const { serviceMetadata: metadata, selector } = this.workload;
    // Any ready node: each leads clients to the leaders of the queues.
    new k8s.KubeService(this, 'Service', {
      metadata,
      spec: { selector, ports: [{ name: 'amqp', port: ports.amqp, targetPort: portOf('amqp') }] },
    });
    // DNS names of the pods, which are the names of the nodes.
    new k8s.KubeService(this, 'Service-pods', podsService(this.workload, { epmd: ports.epmd, distribution: ports.distribution }));
  }
}
