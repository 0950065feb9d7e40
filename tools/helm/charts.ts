// The files of all charts. A projection takes seconds, so it runs in a process of its own, and only when the sources changed.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Platform } from '../../constructs/kubernetes';
import type { Files } from '../write';
import { keptFiles } from './kept';

/** @param root the project's folder */
export const charts = (platforms: readonly Pick<Platform, 'name' | 'helm'>[], root: string): Files =>
  Object.assign({}, ...platforms.filter(({ helm }) => helm).map(({ name }) => keptFiles(name, root) ?? projected(name, root)));

function projected(platform: string, root: string): Files {
  console.log(`[INFO] helm/${platform} is projected anew, because its sources changed`);
  const program = join(root, 'tools/helm/render-chart.ts');
  const { status } = spawnSync(
    process.execPath,
    ['--max-semi-space-size=64', '-r', join(root, 'tools/load-typescript.cjs'), program, platform, root],
    { stdio: 'inherit' },
  );
  const files = keptFiles(platform, root);
  if (status !== 0 || !files) throw new Error(`the chart of ${platform} could not be rendered`);
  return files;
}
