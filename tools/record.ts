// `make record`: writes down the immutable fields of every platform and environment. What it changes belongs into the review.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { platforms } from '../charts/platforms';
import { recordOf } from '../policies/immutable-fields';

const models = platforms.flatMap((platform) => platform.environments.map((environment) => platform.build(environment)));
const entries = models.flatMap((model) => Object.entries(recordOf(model))).sort(([a], [b]) => (a < b ? -1 : 1));
const file = join(__dirname, '../policies/immutable-fields.json');
writeFileSync(file, `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`);
console.log(`${file}: ${entries.length} objects of ${models.length} environments`);
