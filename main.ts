// Renders every environment of every platform, refuses what a policy refuses, and writes dist and the generated docs: all of it, or nothing.
import { cpSync } from 'node:fs';
import { platforms } from './charts/platforms';
import { check, report } from './policies';
import { documents } from './tools/docs';
import { dist, write } from './tools/write';

try {
  const models = platforms.flatMap((platform) => platform.environments.map((environment) => platform.build(environment)));
  const violations = models.flatMap(check);
  if (violations.length > 0) throw new Error(report(violations));
  const manifests = dist(models);
  write({ ...manifests, ...documents(models, manifests) });
  if (process.env.CDK8S_OUTDIR) cpSync('dist', process.env.CDK8S_OUTDIR, { recursive: true }); // what `cdk8s synth` lists
} catch (error) {
  console.error(`${error instanceof Error ? error.message : error}\ndist is as it was.`);
  process.exitCode = 1;
}
