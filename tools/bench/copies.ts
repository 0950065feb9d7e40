// `copies.ts 10` renders every platform ten times under different names, checks the results and writes them to a temporary folder, to measure
// ten times the objects. `copies.ts 0` loads the same modules and renders nothing, to measure start-up.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { platforms } from '../../charts/platforms';
import { check } from '../../policies';
import { documents } from '../docs';
import { dist, write } from '../write';

const names = Array.from({ length: Number(process.argv[2]) }, (_, index) => (index === 0 ? '' : `-${index}`));
const built = names.map((name) => ({ name, models: platforms.flatMap((each) => each.environments.map((environment) => each.build(environment))) }));
const violations = built.flatMap(({ models }) => models.flatMap(check));
if (violations.length > 0) throw new Error(`${violations.length} violations: run 'make synth'`);
const manifests = dist(built.flatMap(({ name, models }) => models.map((model) => ({ ...model, platform: `${model.platform}${name}` }))));
const [original] = built;
if (original) {
  const folder = mkdtempSync(join(tmpdir(), 'ballast-bench-'));
  write({ ...manifests, ...documents(original.models, manifests, join(__dirname, '../..')) }, folder);
  rmSync(folder, { recursive: true });
}
