import type { Manifest } from '../../../model';
import { passwordsOf, secretsOf } from '../../../proof/redis/passwords';
import { notUsed, refusals } from '../../../proof/redis/rows/password-rotation';
import { statefulSet } from '../../constructs/redis/fixture';

describe('the passwords of a RedisCluster', () => {
  test('are those that its StatefulSet mounts', () =>
    expect(passwordsOf(statefulSet())).toEqual([
      { user: 'application', secret: 'db', key: 'password' },
      { user: 'keeper', secret: 'db-internal', key: 'keeper' },
      { user: 'replica', secret: 'db-internal', key: 'replica' },
      { user: 'exporter', secret: 'db-internal', key: 'exporter' },
    ]));

  test('are missing where no volume has them', () => {
    const without: Manifest = { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'db' }, spec: { template: { spec: {} } } };
    expect(() => passwordsOf(without)).toThrow('StatefulSet db has no projected volume with the passwords of its users');
  });

  test('are changed in one Secret of each name', () => {
    const secrets = secretsOf('shop', passwordsOf(statefulSet()), ({ user }) => `new ${user}`);
    expect(secrets.map(({ metadata, stringData }) => [metadata.name, stringData])).toEqual([
      ['db', { password: 'new application' }],
      ['db-internal', { keeper: 'new keeper', replica: 'new replica', exporter: 'new exporter' }],
    ]);
  });
});

describe('a rotation of passwords', () => {
  const log =
    "[OK] keeper: the Secret's new password is accepted beside the old\n[OK] replica: the Secret's new password is used: all servers accept it\n";

  test('waits for the keepers that have not logged that they use the new password', () =>
    expect(notUsed('db-0', log, ['keeper', 'replica'])).toBe('the keeper of db-0 has not logged that the new password is used of keeper'));

  test('goes on when they have', () => expect(notUsed('db-0', log, ['replica'])).toBeUndefined());

  test('counts the commands that a server refused, and no other failures', () => {
    const errors = ['NOAUTH Authentication required.', 'Connection is closed.', 'WRONGPASS invalid username-password pair', undefined];
    expect(refusals(errors.map((error, at) => ({ n: at, at, ok: !error, error })))).toEqual([errors[0], errors[2]]);
  });
});
