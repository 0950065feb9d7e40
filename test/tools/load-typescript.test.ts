import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '../..');

describe('load-typescript.cjs', () => {
  let folder: string;
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const run = () => execFileSync(process.execPath, ['-r', './tools/load-typescript.cjs', 'program.ts'], { cwd: folder, encoding: 'utf8' }).trim();
  const kept = () => join(folder, '.cache/typescript/program.ts.json');

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ballast-load-'));
    mkdirSync(join(folder, 'tools'));
    for (const name of ['load-typescript.cjs', 'typescript.cjs']) cpSync(join(root, 'tools', name), join(folder, 'tools', name));
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    write('program.ts', "import { text } from './part';\nconsole.log(text satisfies string);\n");
    write('part.ts', "export const text: string = 'first';\n");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('runs a program and what it imports', () => {
    expect(run()).toBe('first');
  });

  it('runs the same again from its cache', () => {
    run();
    const before = readFileSync(kept(), 'utf8');
    writeFileSync(kept(), before.replace("'first'", "'kept'"));
    expect(run()).toBe('kept');
  });

  it('runs the current text of a file, whatever the cache contains', () => {
    run();
    write('part.ts', "export const text: string = 'second';\n");
    expect(run()).toBe('second');
  });

  it('removes code from the cache that the program no longer uses', () => {
    run();
    write('part.ts', "export const text: string = 'second';\n");
    run();
    expect(readFileSync(kept(), 'utf8')).not.toContain('first');
  });

  it('compiles again if the cache cannot be read', () => {
    run();
    writeFileSync(kept(), '{"');
    expect(run()).toBe('first');
  });

  it('keeps one cache file for each program', () => {
    run();
    expect(readdirSync(join(folder, '.cache/typescript'))).toEqual(['program.ts.json']);
  });

  it('prefers name.ts to name.json, as the type checker does', () => {
    write('part.json', '{ "text": "json" }');
    expect(run()).toBe('first');
  });
});
