// Renders every environment of every platform, checks the policies, and writes dist, the charts and the generated docs, or nothing if there is an
// error.
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { platforms } from './charts/platforms';
import { merged } from './model';
import { check, checkEnvironments, checkTogether, report } from './policies';
import { buildAll } from './tools/build-all';
import { documents } from './tools/docs';
import { staleRows } from './tools/docs/stale-rows';
import { charts } from './tools/helm/charts';
import { dist, restore, write } from './tools/write';

const root = __dirname; // independent of the working directory

try {
  restore(root);
  const { models, errors } = buildAll(platforms);
  const violations = [...models.flatMap(check), ...checkTogether(models), ...checkEnvironments(platforms)];
  if (errors.length > 0 || violations.length > 0)
    throw new Error([...merged(errors), ...(violations.length > 0 ? [report(violations)] : [])].join('\n'));
  const manifests = { ...dist(models), ...charts(platforms, root) };
  const stale = staleRows(manifests, root);
  write({ ...manifests, ...documents(models, manifests, root) }, root);
  for (const line of stale) console.log(`[WARNING] ${line}`);
  if (process.env.CDK8S_OUTDIR) cpSync(join(root, 'dist'), process.env.CDK8S_OUTDIR, { recursive: true }); // `cdk8s synth` lists this folder
} catch (error) {
  console.error(`${error instanceof Error ? error.message : error}\ndist is unchanged.`);
  process.exitCode = 1;
}
