import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clientPoliciesTo } from '../client-manifests';
import { bundled, nodeProgram } from '../client-programs';
import type { ProvenComponent } from '../proven-component';
import { libpqProgram } from './client-programs';
import { component, databaseContainer, databaseSelector, notHealthy, primary, readProxySelector, timelineOf, waitHealthy } from './component';
import { awaitWantedMode } from './synchronous';

const clients = join(__dirname, 'clients');

export const postgres: ProvenComponent = {
  name: component,
  introduction: `PostgreSQL under Patroni. The clients, libpq (psycopg2) and node-postgres, connect with the URLs of the component's endpoints (2 s connect timeout).
The worse of the two counts.`,
  programs: (manifests) => ({ libpq: libpqProgram(manifests), 'node-postgres': nodeProgram('node-postgres.js') }),
  programFiles: async () => ({
    'libpq.py': readFileSync(join(clients, 'libpq.py'), 'utf8'),
    'node-postgres.js': await bundled(join(clients, 'node-postgres.ts')),
  }),
  variables: ['DATABASE_URL', 'DATABASE_READ_URL'],
  clientPolicies: clientPoliciesTo({ database: databaseSelector, reads: readProxySelector }, 5432),
  pods: [databaseSelector, readProxySelector],
  versions: {
    [databaseContainer]: 'for bin in /usr/lib/postgresql/*/bin; do "$bin/postgres" --version; break; done; patroni --version',
    haproxy: 'haproxy -v | head -n 1',
    exporter: 'prometheus-postgres-exporter --version 2>&1 | head -n 1',
  },
  notHealthy,
  waitHealthy,
  restore: awaitWantedMode,
  target: primary,
  async servedBy() {
    const pod = await primary();
    return `${pod.metadata.uid} on timeline ${await timelineOf(pod)}`;
  },
  takenOver: 'the leader or its timeline',
};
