// Replaces jq if it is not on PATH: jq itself, compiled to WebAssembly. It supports the options that our scripts use and refuses all others.
// Unlike jq, it trims white space at both ends of the output.
import { readFileSync } from 'node:fs';
import { type Jq, type JqResult, loadJq } from 'jq-wasm';

const switches = new Set(['-r', '-S', '-s', '--compact-output']);

function run(jq: Jq, words: string[]): JqResult {
  const flags: string[] = [];
  const operands: string[] = [];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (switches.has(word)) {
      flags.push(word);
    } else if (word === '--arg') {
      flags.push(word, ...words.splice(0, 2));
    } else if (word === '--slurpfile') {
      const [name = '', path = ''] = words.splice(0, 2);
      const values = jq.raw(readFileSync(path, 'utf8'), '.', ['-s', '--compact-output']); // WebAssembly cannot read our files
      if (values.exitCode !== 0) return values;
      flags.push('--argjson', name, values.stdout);
    } else if (word.startsWith('-')) {
      throw new Error(`test/constructs/jq.ts does not know ${word}`);
    } else {
      operands.push(word);
    }
  }
  const [filter, file, ...others] = operands;
  if (filter === undefined || others.length > 0) throw new Error('test/constructs/jq.ts accepts a filter and at most one file');
  return jq.raw(readFileSync(file ?? 0, 'utf8'), filter, flags);
}

loadJq()
  .then((jq) => {
    const { stdout, stderr, exitCode } = run(jq, process.argv.slice(2));
    if (stdout !== '') console.log(stdout);
    if (stderr !== '') console.error(stderr);
    process.exitCode = exitCode;
  })
  .catch((error: unknown) => {
    console.error(String(error));
    process.exitCode = 2;
  });
