import { ownerOf } from '../../../proof/postgres';

const configured = (databases: string, roles: string) => () => ownerOf({ configuration: () => ({ databases, roles }) });

describe('the owner as which clients create tables', () => {
  test('is that of the first database, with the key of its Secret', () => {
    const roles =
      'replicator /etc/ballast-secrets/db-r/password\nshop /etc/ballast-secrets/db-shop/key\nshop_app /etc/ballast-secrets/db-app/password\n';
    expect(configured('shop\nmore\n', roles)()).toEqual({ PROOF_OWNER: 'shop', PROOF_OWNER_PASSWORD: { name: 'db-shop', key: 'key' } });
  });

  test('must have a Secret', () => {
    expect(configured('shop\n', 'shop_app /etc/ballast-secrets/db-app/password\n')).toThrow("the file 'roles' names no Secret of shop");
  });
});
