import type { ClientProgram } from './client-programs';
import { execIn } from './kubectl';
import type { NodeAdapter } from './nodes';
import { podsOf } from './pods';
import type { ProvenComponent } from './proven-component';
import type { ImageFact } from './results';
import type { Pod } from './shapes';

/** The images of the component and its clients; for stand-ins, also the programs that they contain. */
export async function imageFacts(adapter: NodeAdapter, component: ProvenComponent, clients: readonly ClientProgram[]): Promise<ImageFact[]> {
  const pods = (await Promise.all(Object.values(component.parts).map(({ workload }) => podsOf(component.dist, workload)))).flatMap(
    ([first]) => first ?? [],
  );
  const facts = new Map<string, ImageFact>();
  for (const pod of pods) {
    for (const { name, image } of pod.spec.containers) {
      if (facts.has(image)) continue;
      facts.set(image, adapter.standIns ? { image, standIn: await ask(pod, name, component.versions[name]) } : { image });
    }
  }
  for (const { image } of clients)
    if (!facts.has(image)) facts.set(image, adapter.standIns ? { image, standIn: `Node.js ${process.version}` } : { image });
  return [...facts.values()];
}

async function ask(pod: Pod, container: string, question: string | undefined): Promise<string> {
  if (!question) return 'another build';
  const answer = await execIn(pod.metadata.namespace, pod.metadata.name, container, ['/bin/sh', '-c', question]).catch(() => '');
  const lines = answer
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  return lines.join(', ') || 'an unknown version';
}
