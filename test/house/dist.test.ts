import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { platforms } from '../../charts/platforms';
import { recordText } from '../../policies/immutable-fields';
import { documents } from '../../tools/docs';
import { dist, stalePages } from '../../tools/write';
import { differences, readFiles, root } from './project';

const build = () => platforms.flatMap((platform) => platform.environments.map((environment) => platform.build(environment)));

describe('the committed files', () => {
  const models = build();
  const manifests = dist(models);
  const rendered = { ...manifests, ...readFiles(root, ['helm']) }; // test/house/synth.test.ts compares the charts

  it('in dist equal what the code renders, byte for byte; if not: make synth', () => {
    expect(differences(manifests, readFiles(root, ['dist']))).toEqual([]);
  });

  it('in docs equal the generated docs; if not: make synth', () => {
    const generated = documents(models, rendered, root);
    expect(differences(generated, readFiles(root, Object.keys(generated)))).toEqual([]);
  });

  it('in docs/runbooks are of components that exist; if not: make synth', () => {
    expect(stalePages(documents(models, rendered, root), root)).toEqual([]);
  });

  it('in policies/ record the current immutable fields, of the existing environments only; if not: make record', () => {
    expect(readFiles(root, ['policies/immutable-fields.json'])).toEqual({ 'policies/immutable-fields.json': recordText(models) });
  });

  it('in dist name the folder of their platform, which exists', () => {
    const named = Object.values(manifests).map((text) => /^# Rendered by Ballast from chart \S+ of (\S+)\. /.exec(text)?.[1] ?? '');
    expect(named.filter((folder) => !existsSync(join(root, folder, 'index.ts')))).toEqual([]);
  });

  it('are the same when rendered a second time', () => {
    expect(differences(dist(build()), manifests)).toEqual([]);
  });
});
