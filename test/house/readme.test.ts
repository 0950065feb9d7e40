import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './project';

const read = (file: string) => readFileSync(join(root, file), 'utf8');
const all = (text: string, pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map(([, name = '']) => name))].sort();

const makefile = read('Makefile');
const targets = all(makefile, /^([a-z-]+):/gm);

describe('the Makefile', () => {
  it('explains every target in `make help`', () => {
    expect(all(makefile, /^([a-z-]+):.*## /gm)).toEqual(targets);
  });

  it('declares every target as phony', () => {
    expect((/^\.PHONY: (.*)$/m.exec(makefile)?.[1] ?? '').split(' ').sort()).toEqual(targets);
  });
});

describe('the README', () => {
  it('names only commands of the Makefile, including the two main ones', () => {
    const named = all(read('README.md'), /\bmake ([a-z-]+)\b/g);
    expect(named).toEqual(expect.arrayContaining(['synth', 'test']));
    expect(named.filter((name) => !targets.includes(name))).toEqual([]);
  });
});
