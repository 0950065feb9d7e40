import { platforms } from '../../charts/platforms';
import { documents } from '../../tools/docs';
import { dist } from '../../tools/write';
import { differences, readFiles, root } from './project';

const build = () => platforms.flatMap((platform) => platform.environments.map((environment) => platform.build(environment)));

describe('what is committed', () => {
  const models = build();
  const manifests = dist(models);

  it('holds in dist what the code renders, byte for byte; if not: make synth', () => {
    expect(differences(manifests, readFiles(root, ['dist']))).toEqual([]);
  });

  it('holds in docs what follows from it; if not: make synth', () => {
    const generated = documents(models, manifests, root);
    expect(differences(generated, readFiles(root, Object.keys(generated)))).toEqual([]);
  });

  it('is rendered the same a second time', () => {
    expect(differences(dist(build()), manifests)).toEqual([]);
  });
});
