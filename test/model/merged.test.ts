import { merged } from '../../model';

describe('messages of environments', () => {
  it('become one that names all environments if they are otherwise equal', () => {
    expect(merged(['shop/dev: a is 1', 'shop/staging: a is 1', 'shop/production: a is 1'])).toEqual(['shop/dev, staging, production: a is 1']);
  });

  it('stay separate if they differ, in the order of first appearance', () => {
    expect(merged(['shop/dev: a is 1', 'shop/dev: b is 2', 'shop/staging: a is 1', 'shop/staging: b is 3'])).toEqual([
      'shop/dev, staging: a is 1',
      'shop/dev: b is 2',
      'shop/staging: b is 3',
    ]);
  });

  it('stay separate for different platforms', () => {
    expect(merged(['shop/dev: a is 1', 'store/dev: a is 1'])).toEqual(['shop/dev: a is 1', 'store/dev: a is 1']);
  });

  it('name an environment once if it has the same message twice', () => {
    expect(merged(['shop/dev: a is 1', 'shop/dev: a is 1'])).toEqual(['shop/dev: a is 1']);
  });

  it('stay unchanged if they begin differently', () => {
    expect(merged(['dist is not there', 'shop/../evil: a is 1'])).toEqual(['dist is not there', 'shop/../evil: a is 1']);
  });

  it('may have several lines', () => {
    expect(merged(['shop/dev 10.yaml\n  a\n', 'shop/qa 10.yaml\n  a\n'])).toEqual(['shop/dev, qa 10.yaml\n  a\n']);
  });
});
