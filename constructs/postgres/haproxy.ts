import { shipped } from '../kubernetes';
import { ports } from './configuration';

interface Instance {
  readonly name: string;
  readonly host: string;
}

interface HaproxyOptions {
  readonly instances: readonly Instance[];
  /** How far a replica may be behind and still get new sessions, as Patroni reads it: '16MB'. */
  readonly maximumLag: string;
  readonly metricsPort: number;
  /** Seconds that open sessions get after the request to stop. */
  readonly sessionSeconds: number;
}

export const haproxyConfiguration = (options: HaproxyOptions): string => shipped(commented(options), 'constructs/postgres/haproxy.ts');

/** Directives no newer than HAProxy 2.6. */
function commented({ instances, maximumLag, metricsPort, sessionSeconds }: HaproxyOptions): string {
  const servers = (line: (instance: Instance) => string) => instances.map((instance) => `  server ${line(instance)}`).join('\n');
  return `global
  maxconn 2000
  hard-stop-after ${sessionSeconds}s

defaults
  mode tcp
  option dontlognull
  option clitcpka
  option srvtcpka
  # A server that does not answer costs a client this long, then another one is tried.
  timeout connect 300ms
  retries 3
  option redispatch 1
  timeout check 1s
  # Pools keep sessions open and idle; keepalives find those whose other end is gone.
  timeout client 24h
  timeout server 24h
  # Names are looked up once, at start: a Service's address stays, and an outage of DNS is none of the proxy's. (Servers that track another
  # one's checks, as the backups below do, would never get an address from a resolvers section.)
  default-server init-addr libc
  # Quick to take a server back, slower to give one up: two failed checks, or clients that cannot connect and one.
  default-server port ${ports.patroni} inter 1s fastinter 300ms downinter 500ms rise 1 fall 2 observe layer4 error-limit 2 on-error sudden-death

frontend reads
  bind :${ports.postgresql}
  default_backend reads

frontend metrics
  mode http
  timeout client 10s
  bind :${metricsPort}
  monitor-uri /healthz
  http-request use-service prometheus-exporter if { path /metrics }

# Sessions go to replicas; the primary is their backup, and gives its sessions back when a replica returns.
backend reads
  balance leastconn
  # OPTIONS: Patroni then sends a status and no body, which a check would hang up on, to Patroni's loud dismay.
  option httpchk
  http-check connect
  http-check send meth OPTIONS uri /replica
  http-check expect status 200
  http-check connect
  http-check send meth OPTIONS uri /replica?lag=${maximumLag}
  # Behind the bound: no new sessions, but those that it has go on.
  http-check expect status 200 error-status L7OKC
${servers(({ name, host }) => `${name} ${host}:${ports.postgresql} check on-marked-down shutdown-sessions on-marked-up shutdown-backup-sessions`)}
${servers(({ name, host }) => `primary-${name} ${host}:${ports.postgresql} backup track primary/${name} on-marked-down shutdown-sessions`)}

# Only finds out which instance is the primary.
backend primary
  option httpchk
  http-check send meth OPTIONS uri /primary
  http-check expect status 200
${servers(({ name, host }) => `${name} ${host}:${ports.postgresql} check`)}
`;
}
