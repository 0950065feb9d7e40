import { PostgresCluster } from '../../../constructs/postgres';
import { haproxyConfiguration } from '../../../constructs/postgres/haproxy';
import { failure, manifest, onCluster, renderIn } from '../fixture';
import { render, replicated } from './fixture';

const configuration = haproxyConfiguration({
  instances: [
    { name: 'db-0', host: 'db-0.shop.svc' },
    { name: 'db-1', host: 'db-1.shop.svc' },
  ],
  maximumLag: '16MB',
  metricsPort: 8404,
  sessionSeconds: 20,
});

/** A section, without comments. */
const section = (name: string) =>
  (configuration.split(/\n\n/).find((text) => text.replace(/^#.*\n/gm, '').startsWith(name)) ?? `there is no ${name}`)
    .replace(/^\s*#.*\n/gm, '')
    .trim();

describe("HAProxy's configuration", () => {
  it('sends reads to replicas within the maximum lag, and to the primary if there is none', () => {
    expect(section('backend instances')).toMatchInlineSnapshot(`
      "backend instances
        balance leastconn
        option httpchk
        http-check connect
        http-check send meth OPTIONS uri /replica
        http-check expect status 200
        http-check connect
        http-check send meth OPTIONS uri /replica?lag=16MB
        http-check expect status 200 error-status L7OKC
        server db-0 db-0.shop.svc:5432 check on-marked-down shutdown-sessions on-marked-up shutdown-backup-sessions
        server db-1 db-1.shop.svc:5432 check on-marked-down shutdown-sessions on-marked-up shutdown-backup-sessions
        server primary-db-0 db-0.shop.svc:5432 backup track primary/db-0 on-marked-down shutdown-sessions
        server primary-db-1 db-1.shop.svc:5432 backup track primary/db-1 on-marked-down shutdown-sessions"
    `);
  });

  it('detects the primary', () => {
    expect(section('backend primary')).toMatchInlineSnapshot(`
      "backend primary
        option httpchk
        http-check send meth OPTIONS uri /primary
        http-check expect status 200
        server db-0 db-0.shop.svc:5432 check
        server db-1 db-1.shop.svc:5432 check"
    `);
  });

  it('marks a server up after one check and down after two, by checks of Patroni', () => {
    expect(section('defaults')).toMatch(/default-server port 8008 inter 1s fastinter 300ms downinter 500ms rise 1 fall 2/);
  });

  it('marks a server down after one failed check if clients cannot connect to it either', () => {
    expect(section('defaults')).toMatch(/fall 2 observe layer4 error-limit 2 on-error sudden-death$/m);
  });

  it('resolves names once, at start, and needs no DNS after that', () => {
    expect(section('defaults')).toMatch(/default-server init-addr libc$/m);
    expect(configuration).not.toMatch(/^resolvers/m);
  });

  it('closes sessions whose other end is gone, on both sides', () => {
    for (const side of ['cli', 'srv']) expect(section('defaults')).toContain(`${side}tcpka-idle 10s\n  ${side}tcpka-intvl 5s\n  ${side}tcpka-cnt 3`);
  });

  it('uses two threads, on a node of any size', () => {
    expect(section('global')).toMatch(/nbthread 2$/m);
  });

  it('uses each name of a section once, as HAProxy 3.3 demands', () => {
    const names = [...configuration.matchAll(/^(?:frontend|backend|listen) (\S+)/gm)].map(([, name]) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('closes open sessions within its time limit', () => {
    expect(section('global')).toContain('hard-stop-after 20s');
  });

  it('has a health check that ignores the backends, and exports metrics', () => {
    expect(section('frontend metrics')).toContain('bind :8404\n  monitor-uri /healthz\n  http-request use-service prometheus-exporter');
  });
});

describe('the read proxy', () => {
  const deployment = (props = replicated) => manifest(render(props), 'Deployment/db-ro').spec;

  it('has every instance by the full name of its own Service, which needs no DNS search', () => {
    const servers = [...manifest(render(), 'ConfigMap/db-ro').data['haproxy.cfg'].matchAll(/server (db-\d) (\S+) check on/g)];
    expect(servers.map(([, name, host]) => `${name} ${host}`)).toEqual(
      [0, 1, 2].map((ordinal) => `db-${ordinal} db-${ordinal}.shop.svc.cluster.local:5432`),
    );
    expect(manifest(render(), 'Service/db-2').spec.selector).toMatchObject({ 'statefulset.kubernetes.io/pod-name': 'db-2' });
  });

  it('is rolled by a change of its configuration', () => {
    const checksum = (props = replicated) => deployment(props).template.metadata.annotations['checksum/haproxy.cfg'];
    expect(checksum({ ...replicated, maximumReadLag: '1MB' })).not.toBe(checksum());
  });

  it('has a readiness that ignores the backends; otherwise all proxies would leave the Service with them', () => {
    expect(deployment().template.spec.containers[0].readinessProbe.httpGet).toEqual({ path: '/healthz', port: 'metrics' });
  });

  it('gives DNS of clients and open sessions time to finish, within its grace period', () => {
    const { containers, terminationGracePeriodSeconds } = deployment().template.spec;
    const drain = Number(containers[0].lifecycle.preStop.exec.command.at(-1));
    expect(terminationGracePeriodSeconds).toBeGreaterThan(drain + 20);
  });

  it('may reach only the instances, and Patroni in them', () => {
    const { egress } = manifest(render(), 'NetworkPolicy/db-ro').spec;
    expect(egress.slice(1)).toEqual([
      {
        to: [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'postgresql', 'app.kubernetes.io/instance': 'db' } } }],
        ports: [
          { port: 5432, protocol: 'TCP' },
          { port: 8008, protocol: 'TCP' },
        ],
      },
    ]);
  });

  it.each(['', 'a b', 'cluster.local\n  maxconn 1'])('refuses the domain %j of the cluster, which goes into its configuration', (domain) => {
    expect(failure(() => renderIn((chart) => new PostgresCluster(chart, 'db', replicated), onCluster({ domain })))).toBe(
      `cluster.domain is ${JSON.stringify(domain)}; it must be a DNS domain such as 'cluster.local'`,
    );
  });
});
