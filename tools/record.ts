// `make record`: writes down the immutable fields of every platform and environment. What it changes belongs into the review.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { platforms } from '../charts/platforms';
import { merged } from '../model';
import { describeGone, goneEnvironments } from '../policies/gone-environments';
import { type ImmutableRecord, recordText } from '../policies/immutable-fields';
import { buildAll } from './build-all';

const path = 'policies/immutable-fields.json';
const file = join(__dirname, '..', path);
/** What was recorded; nothing where a merge left its marks in the file, so that this program can write it anew. */
function recorded(): ImmutableRecord {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    console.log(`[WARNING] ${path}: ${error instanceof Error ? error.message : error}; it is written anew, and what is gone cannot be told`);
    return {};
  }
}

const { models, errors } = buildAll(platforms);
if (errors.length > 0) {
  console.error(`${merged(errors).join('\n')}\n${path} is unchanged.`);
  process.exitCode = 1;
} else {
  const gone = goneEnvironments(recorded(), platforms);
  writeFileSync(file, recordText(models));
  for (const environment of gone) console.log(`[WARNING] ${environment.name} is gone and recorded no more: ${describeGone(environment)}`);
  console.log(`${path}: ${models.length} environments`);
}
