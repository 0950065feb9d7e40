import type { Construct } from 'constructs';
import { pathText } from '../../../model';
import { PlatformChart } from '../platform/chart';
import type { Environment } from '../platform/environment';
import { messageOf } from '../schema/check';
import type { Workload } from '../workload/workload';
import { mirrored, registryOf } from './images';

const key = 'ballast.registry';

/** The image from the mirror of its registry, if the cluster has one. The workload remembers the registry. */
export function fromMirror(image: string, workload: Workload): string {
  const { registries } = PlatformChart.containing(workload).environment.cluster;
  if (!registries) return image;
  workload.node.addMetadata(key, registryOf(image));
  return mirrored(image, registries);
}

/** Throws if no image comes from a registry that has a mirror, because the mirror would have no effect. */
export function refuseUnusedMirrors(app: Construct, { cluster }: Environment): void {
  const mirrors = Object.entries(cluster.registries ?? {});
  if (mirrors.length === 0) return;
  const metadata = app.node.findAll().flatMap(({ node }) => node.metadata);
  const used = new Set(metadata.flatMap(({ type, data }) => (type === key ? [String(data)] : [])));
  const unused = mirrors.filter(([registry]) => !used.has(registry));
  if (unused.length === 0) return;
  const remedy = `it must be for a registry of the platform's images: ${[...used].sort().join(', ')}`;
  throw new Error(
    unused.map(([registry, value]) => messageOf('', { path: pathText(['cluster', 'registries', registry]), value, remedy })).join('\n'),
  );
}
