// Jest runs this in each worker before the first test file. It compiles TypeScript in memory; a cache would save less than 0.3 s for all sources.
const { readFileSync } = require('node:fs');
const { register } = require('node:module');
const { pathToFileURL } = require('node:url');
const { transformSync } = require('@swc/core');

const options = { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' }, sourceMaps: 'inline' };

process.setSourceMapsEnabled(true); // stack traces name lines of the source

// './name' means name.ts before name.json, as for the type checker: Node.js tries extensions in the order of registration.
const { '.json': json } = require.extensions;
delete require.extensions['.json'];
require.extensions['.ts'] = (module, path) => module._compile(transformSync(readFileSync(path, 'utf8'), { ...options, filename: path }).code, path);
require.extensions['.json'] = json;

register('./commonjs.mjs', pathToFileURL(__filename)); // the runner imports test files; what they import in turn is required
