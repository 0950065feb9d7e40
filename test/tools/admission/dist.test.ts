import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { documentsOf, readDist } from '../../../tools/admission/dist';

const namespace = (name: string) => `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: ${name}\n`;

describe('the objects of a file', () => {
  it('are its documents, with the text that the server reads', () => {
    expect(documentsOf('a.yaml', `${namespace('one')}---\n${namespace('two')}`).map(({ text }) => text.trim())).toEqual([
      namespace('one').trim(),
      namespace('two').trim(),
    ]);
  });

  it('keep lines of dashes inside a text', () => {
    const text = `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\ndata:\n  a: |\n    ---\n    b\n`;
    expect(documentsOf('a.yaml', text).map(({ manifest }) => manifest.data)).toEqual([{ a: '---\nb\n' }]);
  });

  it('are read as YAML 1.1 like the server does, so `on` is true', () => {
    expect(documentsOf('a.yaml', `${namespace('shop')}value: on\n`).map(({ manifest }) => Object.values(manifest).at(-1))).toEqual([true]);
  });

  it('are refused if one has no name', () => {
    expect(() => documentsOf('a.yaml', 'kind: Namespace\n')).toThrow('a.yaml: a document has no apiVersion, kind or metadata.name');
  });

  it('are refused with the name of the file if it is not YAML', () => {
    expect(() => documentsOf('a.yaml', '{')).toThrow(/^a\.yaml: /);
  });
});

describe('dist', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'ballast-dist-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('is read by environment', () => {
    for (const environment of ['shop/dev', 'shop/production', 'cluster/dev']) {
      mkdirSync(join(root, 'dist', environment), { recursive: true });
      writeFileSync(join(root, 'dist', environment, '00-namespaces.yaml'), namespace('shop'));
    }
    expect(readDist(root).map(({ name, documents }) => [name, documents.length])).toEqual([
      ['cluster/dev', 1],
      ['shop/dev', 1],
      ['shop/production', 1],
    ]);
  });

  it.each([[''], ['dist'], ['dist/shop/dev']])('is refused if it is empty: %j', (folder) => {
    mkdirSync(join(root, folder), { recursive: true });
    expect(() => readDist(root)).toThrow("run 'make synth' first");
  });
});
