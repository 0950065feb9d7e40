import { componentHashes, everything } from '../../proof/manifests';

const template = { name: 'templates/10-data.yaml', text: '---\nkind: Service\nmetadata:\n  name: db\n' };
const values = { name: 'values.yaml', text: '# How many.\nreplicas: 3\ndatabase:\n  # How large.\n  storage: 1Gi\n' };
const script = { name: 'files/db/start.sh', text: '#!/bin/sh\nexec db\n' };
const chart = { platform: 'shop', environment: 'production', folder: 'helm/shop', id: everything };

const hashOf = (...files: { readonly name: string; readonly text: string }[]) =>
  componentHashes((folder) => (folder === 'helm/shop' ? files : []))(chart);

describe('the hash of a chart', () => {
  const hash = hashOf(template, values, script);

  it('is of the files of its folder', () => expect(hash).toMatch(/^[0-9a-f]{12}$/));

  it('is undefined without files', () => expect(hashOf()).toBeUndefined());

  it.each([template, values, script])('changes with $name', (changed) => {
    const files = [template, values, script].map((file) => (file === changed ? { ...file, text: `${file.text}more: 1\n` } : file));
    expect(hashOf(...files)).not.toBe(hash);
  });

  it.each(['README.md', 'templates/NOTES.txt', '.helmignore', 'values.schema.json'])('does not change with %s, which describes the chart', (name) =>
    expect(hashOf(template, values, script, { name, text: 'new\n' })).toBe(hash),
  );

  it('does not change with the comments of its values', () =>
    expect(hashOf(template, { ...values, text: values.text.replace('How large', 'The size') }, script)).toBe(hash));

  it('changes with a new value', () => expect(hashOf(template, { ...values, text: values.text.replace('1Gi', '2Gi') }, script)).not.toBe(hash));
});
