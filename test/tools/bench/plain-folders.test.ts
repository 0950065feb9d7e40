import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { plainFolders } from '../../../tools/bench/plain-folders';

describe('a folder of dist as input for kustomize and helm', () => {
  let root: string;
  let plain: string;
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'ballast-plain-'));
    mkdirSync(join(root, 'dev'));
    writeFileSync(join(root, 'dev', 'b.yaml'), 'kind: B\n');
    writeFileSync(join(root, 'dev', 'a.yaml'), "text: 'of {{ $value }}'\n");
    [plain = ''] = plainFolders([join(root, 'dev')], join(root, 'plain'));
  });
  afterAll(() => rmSync(root, { recursive: true }));
  const read = (file: string) => readFileSync(join(plain, file), 'utf8');

  it('is a kustomization of all its files', () => {
    expect(parse(read('kustomization.yaml'))).toEqual({ resources: ['a.yaml', 'b.yaml'] });
  });

  it('contains the files unchanged', () => {
    expect(read('a.yaml')).toBe("text: 'of {{ $value }}'\n");
  });

  it('is a chart in which Helm prints braces and does not evaluate them', () => {
    expect(read('templates/a.yaml')).toBe(`text: 'of {{ "{{" }} $value }}'\n`);
  });
});
