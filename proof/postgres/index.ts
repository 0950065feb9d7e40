import { join } from 'node:path';
import { nodeProgram, pythonProgram } from '../client-programs';
import type { ClientVariables } from '../clients';
import { type InDist, inDist } from '../in-dist';
import { type ComponentUnderProof, type ProvenComponent, provenComponent } from '../proven-component';
import { databaseContainer, leadership, notHealthy, primary, readProxyOf } from './component';
import { awaitWantedMode } from './synchronous';

const clients = join(__dirname, 'clients');

/** The clients create their tables as the owner of the database, as migrations do. The applications have no access to that password. */
export function ownerOf(dist: Pick<InDist, 'configuration'>): ClientVariables {
  const { databases = '', roles = '' } = dist.configuration();
  const [owner = ''] = databases.split('\n');
  const [, secret, key] = new RegExp(`^${owner} /etc/ballast-secrets/([^/\\n]+)/(.+)$`, 'm').exec(roles) ?? [];
  if (!secret || !key)
    throw new Error(`the file 'roles' names no Secret of ${owner || 'any owner'}, as which the clients of the proof create tables`);
  return { PROOF_OWNER: owner, PROOF_OWNER_PASSWORD: { name: secret, key } };
}

/** A PostgresCluster under proof. */
export function postgres(of: ComponentUnderProof, dist = inDist(of)): ProvenComponent {
  return provenComponent('postgres', of, dist, {
    introduction: `PostgreSQL under Patroni. The clients, libpq (psycopg2) and node-postgres, connect with the URLs of the component's endpoints (2 s connect timeout).
The worse of the two counts.`,
    targetName: 'the primary',
    container: databaseContainer,
    parts: {
      database: { workload: of.id, port: 5432, others: [8008, 9187] },
      reads: { workload: readProxyOf(of), port: 5432, others: [8404] },
    },
    versions: {
      [databaseContainer]: 'for bin in /usr/lib/postgresql/*/bin; do "$bin/postgres" --version; break; done; patroni --version',
      haproxy: 'haproxy -v | head -n 1',
      exporter: 'prometheus-postgres-exporter --version 2>&1 | head -n 1',
    },
    programs: () => ({
      // libpq and Python are in the database's image.
      libpq: pythonProgram(join(clients, 'libpq.py'), { image: dist.container(databaseContainer).image, uid: 101 }),
      'node-postgres': nodeProgram(join(clients, 'node-postgres.ts')),
    }),
    variables: ['DATABASE_URL', 'DATABASE_READ_URL'],
    clientVariables: () => ownerOf(dist),
    notHealthy: () => notHealthy(dist),
    restore: (manifests) => awaitWantedMode(dist, manifests),
    target: () => primary(dist),
    servedBy: () => leadership(dist),
    takenOver: 'the leader or its timeline',
    stored: {
      client: 'libpq',
      arguments: (runs) => ['sql', `SELECT run, client, id FROM proof.writes WHERE run IN (${runs.map((run) => `'${run}'`).join(', ')})`],
    },
  });
}
