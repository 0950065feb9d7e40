import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clientProgramsManifest } from './client-manifests';
import type { EnvironmentVariable, Manifest } from './manifest';

// The two clients: which image runs them, and with which environment.

export type ClientKind = 'libpq' | 'node-postgres';

export interface ClientProgram {
  readonly image: string;
  readonly uid: number;
  readonly command: readonly string[];
}

const folder = join(__dirname, 'clients');
const nodeImage = 'docker.io/library/node:20-bookworm-slim';

/** libpq and Python are in the database's own image. */
export function clientPrograms(manifests: readonly Manifest[]): Record<ClientKind, ClientProgram> {
  const database = manifests.find((manifest) => manifest.kind === 'StatefulSet' && manifest.metadata.name === 'shopfds-db');
  const image = database?.spec?.template?.spec?.containers?.find((container) => container.name === 'postgresql')?.image;
  if (!image) throw new Error("the manifests hold no StatefulSet shopfds-db with a container 'postgresql', whose image the libpq client runs in");
  return {
    libpq: { image, uid: 101, command: ['/usr/bin/python3', '-u', '/proof/libpq.py'] },
    'node-postgres': { image: nodeImage, uid: 1000, command: ['node', '/proof/node-postgres.js'] },
  };
}

/** The ConfigMap with both programs; node-postgres and what it needs become one file. */
export async function clientProgramsConfigMap(): Promise<Manifest> {
  const { build } = await import('esbuild');
  const bundle = await build({
    entryPoints: [join(folder, 'node-postgres.ts')],
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    external: ['pg-native'],
    write: false,
  });
  const [file] = bundle.outputFiles;
  if (!file) throw new Error('esbuild made no file of clients/node-postgres.ts');
  return clientProgramsManifest({ 'libpq.py': readFileSync(join(folder, 'libpq.py'), 'utf8'), 'node-postgres.js': file.text });
}

/** The environment of the application that uses the database: the proof's clients get exactly the URLs that it gets. */
export function applicationEnvironment(manifests: readonly Manifest[]): readonly EnvironmentVariable[] {
  const application = manifests.find((manifest) => manifest.kind === 'Deployment' && manifest.metadata.name === 'ecommerce');
  const environment = application?.spec?.template?.spec?.containers?.[0]?.env ?? [];
  const missing = ['DATABASE_URL', 'DATABASE_READ_URL'].filter((name) => !environment.some((variable) => variable.name === name));
  if (missing.length > 0)
    throw new Error(`Deployment/ecommerce has no environment variable ${missing.join(', ')}: the proof's clients connect with its URLs`);
  return environment;
}
