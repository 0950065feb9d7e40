// How this project's TypeScript becomes CommonJS, for make synth (load-typescript.cjs) and for the tests (test/runner/typescript.cjs).

/** Options of @swc/core. */
exports.options = { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } };

/**
 * Makes require() load .ts files.
 *
 * @param compile returns the code of a file
 */
exports.hook = (compile) => {
  // './name' means name.ts before name.json, as for the type checker: Node.js tries extensions in the order of registration.
  const { '.json': json } = require.extensions;
  delete require.extensions['.json'];
  require.extensions['.ts'] = (module, path) => module._compile(compile(path), path);
  require.extensions['.json'] = json;
};
