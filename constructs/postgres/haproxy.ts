import { shipped } from '../kubernetes';
import { ports } from './configuration';

interface Instance {
  readonly name: string;
  readonly host: string;
}

interface HaproxyOptions {
  readonly instances: readonly Instance[];
  /** Maximum lag of a replica that gets new sessions, in Patroni's format: '16MB'. */
  readonly maximumLag: string;
  readonly metricsPort: number;
  /** Seconds that open sessions may continue after the request to stop. */
  readonly sessionSeconds: number;
}

export const haproxyConfiguration = (options: HaproxyOptions): string => shipped(commented(options), 'constructs/postgres/haproxy.ts');

/** Uses no directive newer than HAProxy 2.6. Each name is used once, because HAProxy 3.3 refuses a frontend and a backend of the same name. */
function commented({ instances, maximumLag, metricsPort, sessionSeconds }: HaproxyOptions): string {
  const servers = (line: (instance: Instance) => string) => instances.map((instance) => `  server ${line(instance)}`).join('\n');
  return `global
  maxconn 2000
  hard-stop-after ${sessionSeconds}s
  # By default one thread for each core of the node, whatever the pod may use.
  nbthread 2

defaults
  mode tcp
  option dontlognull
  # A session whose other end is gone is closed after 25 s; the kernel's default is more than two hours.
  option clitcpka
  clitcpka-idle 10s
  clitcpka-intvl 5s
  clitcpka-cnt 3
  option srvtcpka
  srvtcpka-idle 10s
  srvtcpka-intvl 5s
  srvtcpka-cnt 3
  # Time that a client waits for a server that does not answer; then HAProxy tries another one.
  timeout connect 300ms
  retries 3
  option redispatch 1
  timeout check 1s
  # Pools keep idle sessions open; keepalives detect those whose peer is gone.
  timeout client 24h
  timeout server 24h
  # Names are resolved once, at start: the address of a Service does not change, and the proxy survives an outage of DNS. (Servers that track the
  # checks of another one, such as the backups below, would never get an address from a resolvers section.)
  default-server init-addr libc
  # A server is up again after one check. It is down after two failed checks, or after failed connections of clients and one failed check.
  default-server port ${ports.patroni} inter 1s fastinter 300ms downinter 500ms rise 1 fall 2 observe layer4 error-limit 2 on-error sudden-death

frontend reads
  bind :${ports.postgresql}
  default_backend instances

frontend metrics
  mode http
  timeout client 10s
  bind :${metricsPort}
  monitor-uri /healthz
  http-request use-service prometheus-exporter if { path /metrics }

# Sessions go to replicas. The primary is their backup; its sessions are closed when a replica returns.
backend instances
  balance leastconn
  # OPTIONS, because Patroni then sends no body. HAProxy closes the connection without reading a body, and Patroni would log an error.
  option httpchk
  http-check connect
  http-check send meth OPTIONS uri /replica
  http-check expect status 200
  http-check connect
  http-check send meth OPTIONS uri /replica?lag=${maximumLag}
  # A replica beyond the maximum lag gets no new sessions; its open ones continue.
  http-check expect status 200 error-status L7OKC
${servers(({ name, host }) => `${name} ${host}:${ports.postgresql} check on-marked-down shutdown-sessions on-marked-up shutdown-backup-sessions`)}
${servers(({ name, host }) => `primary-${name} ${host}:${ports.postgresql} backup track primary/${name} on-marked-down shutdown-sessions`)}

# Only detects which instance is the primary.
backend primary
  option httpchk
  http-check send meth OPTIONS uri /primary
  http-check expect status 200
${servers(({ name, host }) => `${name} ${host}:${ports.postgresql} check`)}
`;
}
