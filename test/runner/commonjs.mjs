/** A hook of Node.js: an imported TypeScript file is a CommonJS module, which the hook of require.extensions compiles. */
export const load = (url, context, next) => (/\.ts(\?|$)/.test(url) ? { format: 'commonjs', source: null, shortCircuit: true } : next(url, context));
