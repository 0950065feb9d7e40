import { buildAll } from '../../tools/build-all';

const platform = (name: string, environments: readonly string[], failing: Readonly<Record<string, string>> = {}) => ({
  name,
  environments,
  build(environment: string) {
    const message = failing[environment];
    if (message !== undefined) throw new Error(message);
    return { platform: name, environment };
  },
});

describe('all environments of all platforms', () => {
  it('are built in their order', () => {
    const { models, errors } = buildAll([platform('shop', ['dev', 'production']), platform('store', ['dev'])]);
    expect(models.map((each) => `${each.platform}/${each.environment}`)).toEqual(['shop/dev', 'shop/production', 'store/dev']);
    expect(errors).toEqual([]);
  });

  it('are built even if others fail, and each error is kept', () => {
    const failing = { dev: 'shop/dev: a is 1', staging: 'shop/staging: a is 1' };
    const { models, errors } = buildAll([platform('shop', ['dev', 'staging', 'production'], failing)]);
    expect(models.map(({ environment }) => environment)).toEqual(['production']);
    expect(errors).toEqual(['shop/dev: a is 1', 'shop/staging: a is 1']);
  });

  it('report each fault of an error, with further lines added to the fault before them', () => {
    expect(buildAll([platform('shop', ['dev'], { dev: 'shop/dev: a is 1\n  more\nshop/dev: b is 2' })]).errors).toEqual([
      'shop/dev: a is 1\n  more',
      'shop/dev: b is 2',
    ]);
  });
});
