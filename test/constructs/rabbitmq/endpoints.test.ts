import { Construct } from 'constructs';
import { connect, PlatformChart, secret, Workload } from '../../../constructs/kubernetes';
import { RabbitmqCluster, type RabbitmqValues } from '../../../constructs/rabbitmq';
import { failure, manifest, renderCharts } from '../fixture';
import { required } from './fixture';

/** A client in a namespace: the values that it gets, and the rendered model. */
function client(user = 'shop', namespace = 'shop') {
  let values: RabbitmqValues | undefined;
  const model = renderCharts((app, data) => {
    const broker = new RabbitmqCluster(new PlatformChart(app, '10-data', { ...data, namespace: 'shop' }), 'mq', required);
    const connection = connect(broker.client(user), (rabbitmq) => {
      values = rabbitmq;
      return { BROKER_URL: rabbitmq.url };
    });
    const chart = new PlatformChart(app, '20-client', { ...data, namespace });
    new Workload(new Construct(chart, 'client'), { name: 'client', component: 'client', connections: [connection] }).variables();
  });
  if (!values) throw new Error('the client was given no values');
  return { values, model };
}

describe('the endpoint of a user', () => {
  it('has its name, its password, the virtual host of the platform, and all of them as a URL', () => {
    expect(client().values).toEqual({
      host: 'mq',
      port: '5672',
      vhost: 'shop',
      username: 'shop',
      password: secret('mq-shop'),
      url: { parts: ['amqp://shop:', secret('mq-shop'), '@mq:5672/shop'] },
    });
  });

  it('includes the namespace for clients in another one', () => {
    expect(client('worker', 'elsewhere').values.host).toBe('mq.shop.svc.cluster.local');
  });

  it('exists for users only', () => {
    expect(failure(() => client('nobody'))).toBe('10-data/mq: the user to connect as is "nobody"; it must be one of shop, worker, release-test');
  });

  it('allows clients at the port for clients, and not at those of the nodes', () => {
    const { ingress } = manifest(client().model, 'NetworkPolicy/mq').spec;
    const open = ingress.filter((rule: { from: object[] }) => JSON.stringify(rule.from).includes('"client"'));
    expect(open.map(({ ports }: { ports: object }) => ports)).toEqual([[{ port: 5672, protocol: 'TCP' }]]);
  });
});
