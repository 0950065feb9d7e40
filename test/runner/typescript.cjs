// Jest runs this in each worker before the first test file. It compiles TypeScript in memory; a cache would save less than 0.3 s for all sources.
const { readFileSync } = require('node:fs');
const { register } = require('node:module');
const { pathToFileURL } = require('node:url');
const { transformSync } = require('@swc/core');
const { hook, options } = require('../../tools/typescript.cjs');

process.setSourceMapsEnabled(true); // stack traces name lines of the source
hook((path) => transformSync(readFileSync(path, 'utf8'), { ...options, sourceMaps: 'inline', filename: path }).code);
register('./commonjs.mjs', pathToFileURL(__filename)); // the runner imports test files; what they import in turn is required
