// `make status`: see tools/everyday/status.ts.
import { platforms } from '../charts/platforms';
import { kubectlOnPath } from './everyday/kubectl';
import { environmentOf, optionsOf, platformOf } from './everyday/options';
import { run } from './everyday/run';
import { status } from './everyday/status';

run(async (terminal) => {
  const { platform, environment, context } = optionsOf(process.argv.slice(2));
  const chosen = platformOf(platforms, { platform });
  if (environment !== undefined) environmentOf(chosen, environment);
  await status(chosen, kubectlOnPath, terminal, { context, environment });
});
