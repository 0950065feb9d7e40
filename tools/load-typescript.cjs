// `node -r ./tools/load-typescript.cjs main.ts` runs a TypeScript program of this project. tsx does the same and more, but takes several times
// as long. The compiled code of each file is cached in .cache under the hash of its text, so it is never out of date.
const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { basename, join } = require('node:path');
const { hook, options } = require('./typescript.cjs');

const compiler = `@swc/core ${require('@swc/core/package.json').version} ${JSON.stringify(options)}`;
const folder = join(__dirname, '../.cache/typescript');
const file = join(folder, `${basename(process.argv[1] ?? 'none')}.json`); // one for each program
const kept = readKept();
const used = {};

require('node:module').enableCompileCache?.(join(__dirname, '../.cache/node')); // Node.js 22 and later also caches V8's compiled code

hook((path) => {
  const text = readFileSync(path, 'utf8');
  const key = createHash('sha256').update(compiler).update(text).digest('base64');
  used[key] = kept[key] ?? require('@swc/core').transformSync(text, { ...options, filename: path }).code;
  return used[key];
});

process.on('exit', () => {
  if (Object.keys(used).every((key) => key in kept)) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${file}.${process.pid}`, JSON.stringify(used));
  renameSync(`${file}.${process.pid}`, file);
});

function readKept() {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {}; // the first run, or an unreadable file: compile everything
  }
}
