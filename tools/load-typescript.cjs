// `node -r ./tools/load-typescript.cjs main.ts` runs a TypeScript program of this project. tsx does the same and more, and takes several times
// as long for it. What a file compiles to is kept in .cache under the hash of its text, so it cannot be out of date.
const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { basename, join } = require('node:path');

const options = { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } }; // as in jest.config.cjs
const compiler = `@swc/core ${require('@swc/core/package.json').version} ${JSON.stringify(options)}`;
const folder = join(__dirname, '../.cache/typescript');
const file = join(folder, `${basename(process.argv[1] ?? 'none')}.json`); // one for each program
const kept = readKept();
const used = {};

require('node:module').enableCompileCache?.(join(__dirname, '../.cache/node')); // Node.js 22 and later keeps what V8 made of each file too

// './name' means name.ts before name.json, as for the type checker: what was registered first is tried first.
const { '.json': json } = require.extensions;
delete require.extensions['.json'];
require.extensions['.ts'] = (module, path) => {
  const text = readFileSync(path, 'utf8');
  const key = createHash('sha256').update(compiler).update(text).digest('base64');
  used[key] = kept[key] ?? require('@swc/core').transformSync(text, { ...options, filename: path }).code;
  module._compile(used[key], path);
};
require.extensions['.json'] = json;

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
    return {}; // the first run, or somebody else's file: all is compiled again
  }
}
