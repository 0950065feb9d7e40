// `make dev`: see tools/everyday/dev.ts.
import { join } from 'node:path';
import { platforms } from '../charts/platforms';
import { dev } from './everyday/dev';
import { kubectlOnPath } from './everyday/kubectl';
import { optionsOf, platformOf, requireDev } from './everyday/options';
import { run } from './everyday/run';
import { unwritten } from './everyday/unwritten';

run(async (terminal) => {
  const options = optionsOf(process.argv.slice(2));
  requireDev('dev', options);
  const model = platformOf(platforms, options).build('dev');
  if (unwritten(model, join(__dirname, '..')))
    terminal.print('[WARNING] dist is not what the code renders, which is what is applied; make synth writes it');
  await dev(model, kubectlOnPath, terminal, options);
});
