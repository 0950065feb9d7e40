import { platforms } from '../../charts/platforms';
import { readFiles, root } from './project';

/** The file names in the first column of a page's tables. */
const namedIn = (page: string): string[] =>
  [...page.matchAll(/^\| ([^|]*) \|/gm)].flatMap(([, cell = '']) => [...cell.matchAll(/`([^`]+\.yaml)`/g)].map(([, name = '']) => name)).sort();

describe.each(platforms)('the architecture page of $name', ({ name }) => {
  const path = `docs/architecture/${name}.md`;
  const page = readFiles(root, [path])[path] ?? '';
  const files = Object.keys(readFiles(root, [`dist/${name}`])).map((file) => file.replace(/^.*\//, ''));

  it('names each file of dist once, in a table, and no other file', () => {
    expect(namedIn(page)).toEqual([...new Set(files)].sort());
  });
});

it('only the first column of a table names files', () => {
  expect(namedIn('See `a.yaml`.\n\n| file | content |\n|---|---|\n| `c.yaml`, `b.yaml` | like `d.yaml` |\n')).toEqual(['b.yaml', 'c.yaml']);
});
