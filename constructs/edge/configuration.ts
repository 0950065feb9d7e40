import { join } from 'node:path';
import type { Construct } from 'constructs';
import { type ConfigurationFile, fileOf, PlatformChart } from '../kubernetes';
import type { FilledProps, Host } from './schema';

/** Mount path of the certificates: a folder for each host. */
export const certificateFolder = '/etc/ballast-tls';

/** The files of nginx. The container makes its servers of `routes` at the start. */
export const filesOf = (edge: Construct, { maximumBody }: FilledProps, hosts: readonly Host[]): ConfigurationFile[] => [
  ...['nginx.conf', 'scripts/start.sh', 'scripts/configure.sh', 'scripts/servers.awk', 'scripts/watch.sh', 'scripts/pre-stop.sh'].map((path) =>
    fileOf(join(__dirname, path), 'restart'),
  ),
  { name: 'limits.conf', text: `client_max_body_size ${maximumBody};\n`, onChange: 'restart' },
  { name: 'routes', text: routesOf(edge, hosts), onChange: 'restart' },
];

function routesOf(edge: Construct, hosts: readonly Host[]): string {
  const { domain, certificates } = PlatformChart.containing(edge).environment.cluster;
  const lines = hosts.flatMap(({ key, host, backends }) => [
    `host ${host} ${certificates.source === 'none' ? '-' : `${certificateFolder}/${key}`}`,
    ...backends.flatMap(({ route, paths }) => paths.map((path) => `path ${path} ${route.service}`)),
  ]);
  return [`domain ${PlatformChart.namespaceOf(edge)}.svc.${domain}`, ...lines].map((line) => `${line}\n`).join('');
}
