import type { Manifest } from '../model';
import type { EnvironmentVariable } from './shapes';

// Client programs: their image, their text and their environment.

export interface ClientProgram {
  readonly image: string;
  readonly uid: number;
  readonly command: readonly string[];
}

/** A Node.js program that is mounted under a file name. */
export const nodeProgram = (file: string): ClientProgram => ({
  image: 'docker.io/library/node:20-bookworm-slim',
  uid: 1000,
  command: ['node', `/proof/${file}`],
});

/** A TypeScript program and its dependencies, as one file. */
export async function bundled(path: string): Promise<string> {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    entryPoints: [path],
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    external: ['pg-native'],
    write: false,
  });
  const [file] = outputFiles;
  if (!file) throw new Error(`esbuild produced no file from ${path}`);
  return file.text;
}

/** The environment of the application that uses the component: the proof's clients get exactly the same. */
export function applicationEnvironment(manifests: readonly Manifest[], needed: readonly string[]): readonly EnvironmentVariable[] {
  const application = manifests.find((manifest) => manifest.kind === 'Deployment' && manifest.metadata.name === 'ecommerce');
  const environment: readonly EnvironmentVariable[] = application?.spec?.template?.spec?.containers?.[0]?.env ?? [];
  const missing = needed.filter((name) => !environment.some((variable) => variable.name === name));
  if (missing.length > 0)
    throw new Error(`Deployment/ecommerce has no environment variable ${missing.join(', ')}: the proof's clients connect with its variables`);
  return environment;
}
