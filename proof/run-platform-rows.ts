import { join } from 'node:path';
import { forgetApplication } from './argocd/application';
import { clusterUnderTest, repairCluster } from './cluster';
import { componentFilesIn, componentHashes } from './manifests';
import type { Measurement } from './measurement';
import type { NodeAdapter } from './nodes';
import type { PlatformRow } from './platform-row';
import type { RowResult } from './results';
import { secondsSince } from './wait';

interface Run {
  readonly root: string;
  readonly adapter: NodeAdapter;
  readonly repeat: number;
  say(text: string): void;
  save(result: RowResult): void;
}

/** Runs rows of whole platforms in their order; each result is saved at once. */
export async function runPlatformRows(wanted: readonly PlatformRow[], { root, adapter, repeat, say, save }: Run): Promise<RowResult[]> {
  const results: RowResult[] = [];
  const hashes = componentHashes((folder) => componentFilesIn(join(root, folder)));
  try {
    for (const row of wanted) {
      const reason = row.notHere?.(adapter);
      if (reason) {
        say(`${row.fullName}: [WARNING] not applicable here: ${reason}`);
        continue;
      }
      await repairCluster(adapter);
      const changes = new Set<string>();
      const images = new Set<string>();
      const programs = new Set<string>();
      const start = Date.now();
      say(`${row.fullName}: starts: ${row.causes}`);
      const context = {
        root,
        adapter,
        repeat,
        say: (text: string) => say(`${row.fullName}: ${text}`),
        changed: (text: string) => void changes.add(text),
        runs: (image: string) => void images.add(image),
        uses: (program: string) => void programs.add(program),
      };
      const measurement = await row.run(context).catch((error: unknown): Measurement => {
        const message = error instanceof Error ? error.message : String(error);
        return { passed: false, measured: 'did not finish', repetitions: 0, notes: [message] };
      });
      const result: RowResult = {
        row: row.fullName,
        ...measurement,
        manifests: hashes(row.component) ?? '',
        ranAt: new Date(start).toISOString(),
        tookSeconds: Math.round(secondsSince(start)),
        cluster: { ...(await clusterUnderTest(adapter)), ...(programs.size > 0 ? { programs: [...programs] } : {}) },
        images: [...images].sort().map((image) => (adapter.standIns ? { image, standIn: 'the same program' } : { image })),
        changes: [...changes],
      };
      save(result);
      results.push(result);
    }
  } finally {
    if (wanted.length > 0) await forgetApplication(); // it would undo what the next rows change
  }
  return results;
}
