import { refuseForeign } from '../../../tools/everyday/namespaces';
import { model, namespace } from './fakes';

describe('a namespace', () => {
  it('of the same environment is accepted', () => {
    expect(() => refuseForeign([namespace('dev')], model)).not.toThrow();
  });

  it('of another environment is refused', () => {
    expect(() => refuseForeign([namespace('production')], model)).toThrow(
      'namespace shop has the label ballast/environment=production, so it may not be changed as shop/dev; use a cluster of its own for shop/dev',
    );
  });

  it('that does not say whose it is is refused, with how to say it', () => {
    expect(() => refuseForeign([namespace()], model)).toThrow(
      'namespace shop has no label ballast/environment, so it may not be changed as shop/dev; if it is shop/dev: kubectl label namespace shop ballast/environment=dev',
    );
  });
});
