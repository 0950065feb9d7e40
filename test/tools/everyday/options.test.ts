import { environmentOf, optionsOf, platformOf, requireDev } from '../../../tools/everyday/options';

const platforms = [
  { name: 'shop', environments: ['dev', 'production'] },
  { name: 'menu', environments: ['dev'] },
];

describe('the options', () => {
  it('are read as the Makefile passes them, where an empty one is not given', () => {
    expect(optionsOf(['PLATFORM=shop', 'ENVIRONMENT=', 'CONTEXT=kind-a', 'YES=1'])).toEqual({
      platform: 'shop',
      environment: undefined,
      context: 'kind-a',
      confirmed: true,
    });
  });

  it('do not confirm anything unless YES is 1', () => {
    expect(optionsOf(['YES=']).confirmed).toBe(false);
    expect(() => optionsOf(['YES=no'])).toThrow("YES is 'no'; it must be 1, or not set: then the command asks");
  });

  it('of an unknown name are refused', () => {
    expect(() => optionsOf(['NAMESPACE=shop'])).toThrow(
      "argument 'NAMESPACE=shop': it must be one of PLATFORM=value, ENVIRONMENT=value, CONTEXT=value, YES=value",
    );
  });
});

describe('the platform', () => {
  it('is the first one unless PLATFORM names another', () => {
    expect([platformOf(platforms, {}).name, platformOf(platforms, { platform: 'menu' }).name]).toEqual(['shop', 'menu']);
  });

  it('is refused if it does not exist', () => {
    expect(() => platformOf(platforms, { platform: 'shopp' })).toThrow("PLATFORM is 'shopp'; it must be one of shop, menu");
  });
});

describe('the environment', () => {
  it('is refused if the platform does not have it', () => {
    expect(() => environmentOf({ name: 'shop', environments: ['dev', 'production'] }, 'prod')).toThrow(
      "ENVIRONMENT is 'prod'; shop has dev, production",
    );
  });

  it('is dev for commands that apply or remove', () => {
    expect(() => requireDev('clean', { environment: 'production' })).toThrow("ENVIRONMENT is 'production'; make clean is for dev only");
  });
});
