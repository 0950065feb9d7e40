// `make clean`: see tools/everyday/clean.ts.
import { platforms } from '../charts/platforms';
import { clean } from './everyday/clean';
import { kubectlOnPath } from './everyday/kubectl';
import { optionsOf, platformOf, requireDev } from './everyday/options';
import { run } from './everyday/run';

run(async (terminal) => {
  const options = optionsOf(process.argv.slice(2));
  requireDev('clean', options);
  await clean(platformOf(platforms, options).build('dev'), kubectlOnPath, terminal, options);
});
