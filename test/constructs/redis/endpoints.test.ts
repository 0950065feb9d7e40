import { Construct } from 'constructs';
import { connect, PlatformChart, secret, Workload } from '../../../constructs/kubernetes';
import { RedisCluster, type RedisClusterProps, type RedisClusterValues } from '../../../constructs/redis';
import { manifest, renderCharts } from '../fixture';
import { required } from './fixture';

/** A client in a namespace: the values that it gets, and the rendered model. */
function client(props: Partial<RedisClusterProps> = {}, namespace = 'shop') {
  let values: RedisClusterValues | undefined;
  const model = renderCharts((app, data) => {
    const cluster = new RedisCluster(new PlatformChart(app, '10-data', { ...data, namespace: 'shop' }), 'db', { ...required, ...props });
    const chart = new PlatformChart(app, '20-client', { ...data, namespace });
    const connection = connect(cluster.clients, (redis) => {
      values = redis;
      return { REDIS_HOST: redis.host };
    });
    new Workload(new Construct(chart, 'client'), { name: 'client', component: 'client', connections: [connection] }).variables();
  });
  if (!values) throw new Error('the client was given no values');
  return { values, model };
}

describe('the endpoint for clients', () => {
  it('is the Service of ready pods, with the name and password of the user of applications', () => {
    expect(client().values).toEqual({ host: 'db', port: '6379', username: 'application', password: secret('db') });
  });

  it('has the password that the cluster has', () => {
    expect(client({ password: secret('passwords', 'redis') }).values.password).toEqual(secret('passwords', 'redis'));
  });

  it('includes the namespace for clients in another one', () => {
    expect(client({}, 'elsewhere').values.host).toBe('db.shop.svc.cluster.local');
  });

  it('allows access to all pods, because clients are redirected between them', () => {
    const { to, ports } = manifest(client().model, 'NetworkPolicy/client').spec.egress[1];
    expect(to).toEqual([{ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'redis', 'app.kubernetes.io/instance': 'db' } } }]);
    expect(ports).toEqual([{ port: 6379, protocol: 'TCP' }]);
  });

  it('allows clients at the port for clients, and not at the bus', () => {
    const { ingress } = manifest(client().model, 'NetworkPolicy/db').spec;
    const open = ingress.filter((rule: { from: object[] }) => JSON.stringify(rule.from).includes('"client"'));
    expect(open.map(({ ports }: { ports: object }) => ports)).toEqual([[{ port: 6379, protocol: 'TCP' }]]);
  });
});
