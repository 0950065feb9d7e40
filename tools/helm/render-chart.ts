// Projects a platform, shows that the templates give dist, and keeps the files of its chart: tools/helm/charts.ts runs this when the sources of the
// platform changed.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { platforms } from '../../charts/platforms';
import { chartOf } from './chart';
import { keep } from './kept';
import { differences } from './projection/identity';
import { project } from './projection/project';

async function main([name, root]: readonly string[]): Promise<void> {
  const platform = platforms.find((each) => each.name === name);
  if (!platform?.helm || !root) throw new Error(`it must get a platform that has a chart, and the project's folder; it got '${name}' and '${root}'`);
  const projection = await project(platform, platform.helm);
  for (const environment of platform.environments) {
    const wrong = differences(platform, projection, platform.data(environment)).map((each) => each.name);
    if (wrong.length > 0) throw new Error(`${name}/${environment}: the templates do not give what build() gives for ${wrong.join(', ')}`);
  }
  for (const data of projection.samples) {
    const wrong = differences(platform, projection, data, true).map((each) => each.name);
    if (wrong.length > 0)
      throw new Error(`${name}: the templates do not give what the model gives for ${wrong.join(', ')} with ${JSON.stringify(data)}`);
  }
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const files = Object.entries(chartOf(platform, platform.helm, projection, version));
  keep(platform.name, Object.fromEntries(files.map(([path, text]) => [`helm/${platform.name}/${path}`, text])), root);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
