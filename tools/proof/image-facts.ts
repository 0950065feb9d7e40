import type { ClientProgram } from './client-programs';
import { databaseContainer, databaseSelector, namespace, podsWith, readProxySelector } from './component';
import { execIn } from './kubectl';
import type { NodeAdapter } from './nodes';
import type { ImageFact } from './results';

/** How a container tells what it runs; the first lines of what it prints. */
const questions: Readonly<Record<string, string>> = {
  [databaseContainer]: 'for bin in /usr/lib/postgresql/*/bin; do "$bin/postgres" --version; break; done; patroni --version',
  haproxy: 'haproxy -v | head -n 1',
  exporter: 'prometheus-postgres-exporter --version 2>&1 | head -n 1',
};

/** The images that the component runs from, with what their stand-ins hold where they are stand-ins. */
export async function imageFacts(adapter: NodeAdapter, clients: readonly ClientProgram[]): Promise<ImageFact[]> {
  const pods = [(await podsWith(databaseSelector))[0], (await podsWith(readProxySelector))[0]].filter((pod) => pod !== undefined);
  const facts = new Map<string, ImageFact>();
  for (const pod of pods) {
    for (const { name, image } of pod.spec.containers) {
      if (facts.has(image)) continue;
      facts.set(image, adapter.standIns ? { image, standIn: await ask(pod.metadata.name, name) } : { image });
    }
  }
  for (const { image } of clients)
    if (!facts.has(image)) facts.set(image, adapter.standIns ? { image, standIn: `Node.js ${process.version}` } : { image });
  return [...facts.values()];
}

async function ask(pod: string, container: string): Promise<string> {
  const question = questions[container];
  if (!question) return 'another build';
  const answer = await execIn(namespace, pod, container, ['/bin/sh', '-c', question]).catch(() => '');
  const lines = answer
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  return lines.join(', ') || 'a version it does not tell';
}
