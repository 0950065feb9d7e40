// `copies.ts 10` renders every platform ten times under different names, checks the results and writes them to a temporary folder, to measure
// ten times the objects. `copies.ts 0` loads the same modules and renders nothing, to measure start-up.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { platforms } from '../../charts/platforms';
import { check } from '../../policies';
import { documents } from '../docs';
import { dist, write } from '../write';

const root = join(__dirname, '../..');
const names = Array.from({ length: Number(process.argv[2]) }, (_, index) => (index === 0 ? '' : `-${index}`));
const built = names.map((name) => ({ name, models: platforms.flatMap((each) => each.environments.map((environment) => each.build(environment))) }));
const violations = built.flatMap(({ models }) => models.flatMap(check));
if (violations.length > 0) throw new Error(`${violations.length} violations: run 'make synth'`);
const manifests = dist(built.flatMap(({ name, models }) => models.map((model) => ({ ...model, platform: `${model.platform}${name}` }))));
const [original] = built;
if (original) {
  mkdirSync(join(root, '.cache'), { recursive: true });
  const folder = mkdtempSync(join(root, '.cache/bench-')); // on the file system of dist, because others are slower or faster
  write({ ...manifests, ...documents(original.models, manifests, root) }, folder);
  rmSync(folder, { recursive: true });
}
