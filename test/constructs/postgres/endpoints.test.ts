import { Construct } from 'constructs';
import { connect, type Endpoint, PlatformChart, secret, Workload } from '../../../constructs/kubernetes';
import { PostgresCluster, type PostgresClusterProps, type PostgresValues } from '../../../constructs/postgres';
import { failure, manifest, renderCharts } from '../fixture';
import { databaseNamed, replicated, standalone } from './fixture';

type Choose = (cluster: PostgresCluster) => Endpoint<PostgresValues>;
const writes: Choose = (cluster) => cluster.readWrite('orders');
const reads: Choose = (cluster) => cluster.readOnly('orders');
const migrations: Choose = (cluster) => cluster.owner('orders');

/** A client in a namespace, the values that it gets, and the rendered model. */
function client(choose: Choose, props: PostgresClusterProps = replicated, namespace = 'shop') {
  let values: PostgresValues | undefined;
  const model = renderCharts((app, data) => {
    const cluster = new PostgresCluster(new PlatformChart(app, '10-data', { ...data, namespace: 'shop' }), 'db', props);
    const chart = new PlatformChart(app, '20-client', { ...data, namespace });
    const connection = connect(choose(cluster), (database) => {
      values = database;
      return { URL: database.url };
    });
    const workload = new Workload(new Construct(chart, 'client'), { name: 'client', component: 'client', connections: [connection] });
    workload.variables();
  });
  if (!values) throw new Error('the client was given no values');
  return { ...values, url: values.url.parts.map((part) => (typeof part === 'string' ? part : `<${part.secret}/${part.key}>`)).join(''), model };
}

const settings = 'connect_timeout=2&keepalives_idle=5&keepalives_interval=2&keepalives_count=2&tcp_user_timeout=6000';

describe('the URL of a client', () => {
  it('directs writes to the primary, with the settings that detect its loss', () => {
    expect(client(writes).url).toBe(`postgresql://orders_app:<db-orders-app/password>@db-rw:5432/orders?${settings}&target_session_attrs=read-write`);
  });

  it('for migrations is that of writes, with the role that owns the database', () => {
    expect(client(migrations).url).toBe(client(writes).url.replace('orders_app:<db-orders-app/', 'orders:<db-orders/'));
  });

  it('directs reads to any instance, with the same settings and a role that can only read', () => {
    expect(client(reads).url).toBe(`postgresql://orders_reader:<db-orders-reader/password>@db-ro:5432/orders?${settings}&target_session_attrs=any`);
  });

  it('includes the namespace for clients in another one', () => {
    expect(client(writes, replicated, 'elsewhere').url).toContain('@db-rw.shop.svc.cluster.local:5432/');
    expect(client(reads, replicated, 'elsewhere').url).toContain('@db-ro.shop.svc.cluster.local:5432/');
  });

  it('has the same values as the parts for clients without URLs', () => {
    const { host, port, database, user, password } = client(writes);
    expect({ host, port, database, user, password }).toEqual({
      host: 'db-rw',
      port: '5432',
      database: 'orders',
      user: 'orders_app',
      password: { secret: 'db-orders-app', key: 'password' },
    });
  });

  it('has a setting for every way in which a server can disappear, in whole seconds or milliseconds', () => {
    const { searchParams } = new URL(client(writes).url.replace(/<.*>/, 'password'));
    expect(Object.fromEntries(searchParams)).toEqual({
      connect_timeout: '2',
      keepalives_idle: '5',
      keepalives_interval: '2',
      keepalives_count: '2',
      tcp_user_timeout: '6000',
      target_session_attrs: 'read-write',
    });
  });
});

describe('the second roles of a database', () => {
  const passwords = { applicationPassword: secret('db-app2'), readerPassword: secret('db-reader2') };
  const url = (choose: Choose, used: boolean) =>
    client(choose, { ...replicated, databases: [{ ...databaseNamed('orders', 'db-orders'), alternate: { ...passwords, used } }] }).url;

  it('are handed out only when they are to be used', () => {
    expect(url(writes, false)).toBe(client(writes).url);
    expect(url(writes, true)).toBe(client(writes).url.replace('orders_app:<db-orders-app/', 'orders_app2:<db-app2/'));
    expect(url(reads, true)).toBe(client(reads).url.replace('orders_reader:<db-orders-reader/', 'orders_reader2:<db-reader2/'));
  });

  it('do not include the owner', () => {
    expect(url(migrations, true)).toBe(client(migrations).url);
  });
});

describe('an endpoint', () => {
  const allowed = (choose: Choose, props?: PostgresClusterProps) =>
    manifest(client(choose, props).model, 'NetworkPolicy/client')
      .spec.egress.slice(1)
      .map(
        ({ to, ports }: { to: { podSelector: { matchLabels: Record<string, string> } }[]; ports: { port: number }[] }) =>
          `${to[0]?.podSelector.matchLabels['app.kubernetes.io/instance']} ${ports.map(({ port }) => port)}`,
      );

  it('for writes allows access to the instances themselves', () => {
    expect(allowed(writes)).toEqual(['db 5432']);
  });

  it('for reads allows access to the read proxy, and not to the instances', () => {
    expect(allowed(reads)).toEqual(['db-ro 5432']);
  });

  it.each([writes, reads, migrations])('of a standalone cluster allows access to its one instance', (choose) => {
    expect(allowed(choose, standalone)).toEqual(['db 5432']);
  });

  it('for reads of a standalone cluster is its one instance, under the name of a read proxy', () => {
    expect(client(reads, standalone).host).toBe('db-ro');
    expect(manifest(client(reads, standalone).model, 'Service/db-ro').spec.selector).toEqual({
      'app.kubernetes.io/name': 'postgresql',
      'app.kubernetes.io/instance': 'db',
    });
  });

  it('for writes is a Service that routes by the role label only, ready or not', () => {
    expect(manifest(client(writes).model, 'Service/db-rw').spec).toMatchObject({
      selector: { 'app.kubernetes.io/instance': 'db', role: 'primary' },
      publishNotReadyAddresses: true,
    });
  });

  it('for reads is headless: a client sees every proxy, and skips one that is gone', () => {
    expect(manifest(client(reads).model, 'Service/db-ro').spec.clusterIP).toBe('None');
  });

  it.each([
    (cluster: PostgresCluster) => cluster.readWrite('oders'),
    (cluster: PostgresCluster) => cluster.readOnly('oders'),
    (cluster: PostgresCluster) => cluster.owner('oders'),
  ])('refuses a database that the cluster does not have', (choose) => {
    expect(failure(() => client(choose))).toBe('10-data/db: the database to connect to is "oders"; it must be one of orders');
  });
});
