// `make secrets`: see tools/everyday/secrets.ts.
import { platforms } from '../charts/platforms';
import { kubectlOnPath } from './everyday/kubectl';
import { optionsOf } from './everyday/options';
import { run } from './everyday/run';
import { createSecrets } from './everyday/secrets';
import { chosen } from './missing-secrets';

run(async (terminal) => {
  const { platform = '', environment = '', context } = optionsOf(process.argv.slice(2));
  await createSecrets(chosen(platforms, [platform, environment]), kubectlOnPath, terminal, context);
});
