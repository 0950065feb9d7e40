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
  it('sends reads to replicas within the lag bound, and to the primary where there is none', () => {
    expect(section('backend reads')).toMatchInlineSnapshot(`
      "backend reads
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

  it('finds out who is the primary', () => {
    expect(section('backend primary')).toMatchInlineSnapshot(`
      "backend primary
        option httpchk
        http-check send meth OPTIONS uri /primary
        http-check expect status 200
        server db-0 db-0.shop.svc:5432 check
        server db-1 db-1.shop.svc:5432 check"
    `);
  });

  it('is quick to take a server back and slower to give one up, and asks Patroni', () => {
    expect(section('defaults')).toMatch(/default-server port 8008 inter 1s fastinter 300ms downinter 500ms rise 1 fall 2/);
  });

  it('gives a server up after one failed check where clients cannot connect to it either', () => {
    expect(section('defaults')).toMatch(/fall 2 observe layer4 error-limit 2 on-error sudden-death$/m);
  });

  it('looks names up once, at start, and needs no DNS after that', () => {
    expect(section('defaults')).toMatch(/default-server init-addr libc$/m);
    expect(configuration).not.toMatch(/^resolvers/m);
  });

  it('lets go of open sessions within its time', () => {
    expect(section('global')).toContain('hard-stop-after 20s');
  });

  it('answers for itself, whatever its backends do, and hands out metrics', () => {
    expect(section('frontend metrics')).toContain('bind :8404\n  monitor-uri /healthz\n  http-request use-service prometheus-exporter');
  });
});

describe('the read proxy', () => {
  const deployment = (props = replicated) => manifest(render(props), 'Deployment/db-ro').spec;

  it('knows every instance by the full name of its own Service, which needs no search in DNS', () => {
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

  it('is ready by itself: one that left the Service with its backends could not come back before they do', () => {
    expect(deployment().template.spec.containers[0].readinessProbe.httpGet).toEqual({ path: '/healthz', port: 'metrics' });
  });

  it('gives clients time to forget it and open sessions theirs, within its grace period', () => {
    const { containers, terminationGracePeriodSeconds } = deployment().template.spec;
    const drain = Number(containers[0].lifecycle.preStop.exec.command.at(-1));
    expect(terminationGracePeriodSeconds).toBeGreaterThan(drain + 20);
  });

  it('may reach the instances, and Patroni in them, and nobody else', () => {
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
