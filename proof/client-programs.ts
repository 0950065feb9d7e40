import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { nameOf } from '../model';
import type { InDist } from './in-dist';
import type { Container, EnvironmentVariable, PodSpec } from './shapes';

// Client programs: their image, their text and their environment.

export interface ClientProgram {
  readonly image: string;
  readonly uid: number;
  readonly command: readonly string[];
  /** The texts of its files, by name; they are mounted at /proof. */
  files(): Promise<Readonly<Record<string, string>>>;
}

const nodeImage = 'docker.io/library/node:20-bookworm-slim';

/** The image of Node.js clients, which also holds bash. */
export const nodeRunner = { image: nodeImage, uid: 1000 };

/** A Node.js program in TypeScript, with everything that it imports. */
export const nodeProgram = (path: string): ClientProgram => {
  const file = `${basename(path, '.ts')}.js`;
  return { ...nodeRunner, command: ['node', `/proof/${file}`], files: async () => ({ [file]: await bundled(path) }) };
};

/** A Python program, which may import attempts.py, in an image of the component. */
export const pythonProgram = (path: string, runner: { readonly image: string; readonly uid: number }): ClientProgram => ({
  ...runner,
  command: ['/usr/bin/python3', '-u', `/proof/${basename(path)}`],
  files: async () =>
    Object.fromEntries([path, join(__dirname, 'clients', 'attempts.py')].map((file) => [basename(file), readFileSync(file, 'utf8')])),
});

async function bundled(path: string): Promise<string> {
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

/** What the proof's clients share with the application's pods: the environment variables and the resolver. */
export interface ApplicationPod {
  readonly environment: readonly EnvironmentVariable[];
  readonly dnsConfig?: object;
}

/**
 * Reads the pod of the application that uses the component.
 *
 * @param needed the variables with which the clients connect
 */
export function applicationPod(dist: InDist, application: string, needed: readonly string[]): ApplicationPod {
  const workload = dist.workload(application);
  const { containers = [], dnsConfig } = workload.spec.template.spec as PodSpec & { readonly dnsConfig?: object };
  const environment = (containers as readonly Container[])[0]?.env ?? [];
  const missing = needed.filter((name) => !environment.some((variable) => variable.name === name));
  if (missing.length > 0)
    throw new Error(`${nameOf(workload)} has no environment variable ${missing.join(', ')}: the clients of the proof connect with its variables`);
  return { environment, dnsConfig };
}
