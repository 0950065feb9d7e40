// `make record`: records the immutable fields of every platform and environment. Review its changes.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { platforms } from '../charts/platforms';
import { merged } from '../model';
import { describeGone, goneEnvironments } from '../policies/gone-environments';
import { type ImmutableRecord, recordText } from '../policies/immutable-fields';
import { buildAll } from './build-all';

const path = 'policies/immutable-fields.json';
const file = join(__dirname, '..', path);
/** The current record; empty if a merge left conflict marks in the file, so that this program can rewrite it. */
function recorded(): ImmutableRecord {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    console.log(
      `[WARNING] ${path}: ${error instanceof Error ? error.message : error}; the file is rewritten, and removed environments cannot be reported`,
    );
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
  for (const environment of gone) console.log(`[WARNING] ${environment.name} was removed and is no longer recorded: ${describeGone(environment)}`);
  console.log(`${path}: ${models.length} environments`);
}
