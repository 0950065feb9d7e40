import { secret } from '../../../constructs/kubernetes';
import { roleFor } from '../../../constructs/postgres/roles';
import type { Manifest } from '../../../model';
import { pairsOf, withAlternates, withSecondRoles } from '../../../proof/postgres/alternate';
import { manifests } from '../../constructs/fixture';
import { databaseNamed, file, render, replicated } from '../../constructs/postgres/fixture';

const first = { ...replicated, databases: [databaseNamed('orders', 'db-orders'), databaseNamed('stock', 'db-stock')] };
const alternate = (prefix: string) => ({ applicationPassword: secret(`${prefix}-app2`), readerPassword: secret(`${prefix}-reader2`), used: true });
const both = {
  ...first,
  databases: [
    { ...databaseNamed('orders', 'db-orders'), alternate: alternate('db-orders') },
    { ...databaseNamed('stock', 'db-stock'), alternate: alternate('db-stock') },
  ],
};
const rendered = (props: typeof first | typeof both) => manifests(render(props)) as Manifest[];
const main = (all: readonly Manifest[]) => all.filter(({ kind, metadata }) => metadata.name === 'db' && ['ConfigMap', 'StatefulSet'].includes(kind));
const pairs = pairsOf({ databases: file('databases', first), roles: file('roles', first) });

describe('manifests with second roles', () => {
  test('are those that the construct renders', () => expect(withAlternates('db', rendered(first))).toEqual(main(rendered(both))));

  test('leave the given ones as they are', () => {
    const given = rendered(first);
    withAlternates('db', given);
    expect(given).toEqual(rendered(first));
  });
});

describe('the second roles', () => {
  test('have the names that clients get', () =>
    expect(pairs.map((pair) => pair.second.name)).toEqual(
      both.databases.flatMap((database) => [roleFor(database, 'application').name, roleFor(database, 'reader').name]),
    ));

  test('are in the environment of an application that uses them, and nothing else changes', () => {
    const environment = [
      { name: 'P', valueFrom: { secretKeyRef: { key: 'password', name: 'db-orders-app' } } },
      { name: 'URL', value: 'postgresql://orders_app:$(P)@db-rw:5432/orders' },
      { name: 'OTHER', value: 'redis://db-orders-app' },
    ];
    expect(withSecondRoles(environment, pairs)).toEqual([
      { name: 'P', valueFrom: { secretKeyRef: { key: 'password', name: 'db-orders-app2' } } },
      { name: 'URL', value: 'postgresql://orders_app2:$(P)@db-rw:5432/orders' },
      { name: 'OTHER', value: 'redis://db-orders-app' },
    ]);
  });

  test('need a first role', () =>
    expect(() => pairsOf({ databases: 'shop\n', roles: 'shop /etc/ballast-secrets/a/password\nshop_app /etc/ballast-secrets/b/password\n' })).toThrow(
      "the file 'roles' must name shop_app and shop_reader; it names 1 of them",
    ));
});
