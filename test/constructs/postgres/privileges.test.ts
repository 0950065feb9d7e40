// Runs the real keeper against a real server: who may do what afterwards.
import { PostgresServer } from './server';

describe('after a round of the keeper', () => {
  let server: PostgresServer;
  beforeAll(() => {
    server = new PostgresServer();
    server.start();
  });
  afterAll(() => server?.remove());

  const denied = /permission denied/;
  const secrets = { replicator: 'r', shop: 'o1', shop_app: 'a1', shop_reader: 'l1' };

  it('roles and database exist, and it says what it did', () => {
    expect(server.keep(secrets, ['shop']).filter((line) => !line.includes('dynamic configuration'))).toEqual([
      '[OK] role replicator has the password of its Secret',
      '[OK] role shop has the password of its Secret',
      '[OK] role shop_app has the password of its Secret',
      '[OK] role shop_reader has the password of its Secret',
      '[OK] database shop created',
      '[OK] database shop is open to shop_app and shop_reader',
    ]);
  });

  it('the next round changes nothing', () => {
    expect(server.keep(secrets, ['shop'])).toEqual([]);
  });

  it('the owner creates tables, which the application can use and the reader can read', () => {
    expect(server.as('shop', 'o1', 'CREATE SCHEMA s; CREATE TABLE s.t (id serial PRIMARY KEY, name text); CREATE TABLE t (id int)')).toBe('');
    expect(server.as('shop_app', 'a1', "INSERT INTO s.t (name) VALUES ('x') RETURNING id; UPDATE s.t SET name = 'y'; DELETE FROM t")).toBe('1');
    expect(server.as('shop_reader', 'l1', 'SELECT name FROM s.t; SELECT count(*) FROM t')).toBe('y\n0');
  });

  it.each(['CREATE TABLE s.u (id int)', 'CREATE TABLE u (id int)', 'TRUNCATE s.t', 'CREATE SCHEMA u'])('the application cannot %s', (statement) => {
    expect(server.as('shop_app', 'a1', statement)).toMatch(denied);
  });

  it.each(["INSERT INTO s.t (name) VALUES ('z')", "SELECT nextval('s.t_id_seq')", 'DELETE FROM t', 'CREATE TEMPORARY TABLE u (id int)'])(
    'the reader cannot %s',
    (statement) => {
      expect(server.as('shop_reader', 'l1', statement)).toMatch(denied);
    },
  );

  it('other roles cannot connect, also after somebody let them', () => {
    server.asSuperuser("CREATE ROLE other LOGIN PASSWORD 'x'; GRANT CONNECT ON DATABASE shop TO PUBLIC");
    expect(server.keep(secrets, ['shop'])).toEqual([]);
    expect(server.asSuperuser("SELECT has_database_privilege('other', 'shop', 'CONNECT')")).toBe('f');
    expect(server.as('other', 'x', 'SELECT 1')).toMatch(/no pg_hba.conf entry/);
  });

  it('the owner may take a privilege back for a table, and the keeper leaves it so', () => {
    server.as('shop', 'o1', 'REVOKE SELECT ON s.t FROM shop_reader');
    server.keep(secrets, ['shop']);
    expect(server.as('shop_reader', 'l1', 'SELECT 1 FROM s.t')).toMatch(denied);
  });

  it('the owner may take default privileges back, and the keeper leaves it so', () => {
    server.as('shop', 'o1', 'ALTER DEFAULT PRIVILEGES REVOKE SELECT ON TABLES FROM shop_reader');
    expect(server.keep(secrets, ['shop'])).toEqual([]);
    server.as('shop', 'o1', 'CREATE TABLE internal (id int)');
    expect(server.as('shop_reader', 'l1', 'SELECT 1 FROM internal')).toMatch(denied);
  });

  it('they are set again after CONNECT was taken from a role', () => {
    server.as('shop', 'o1', 'REVOKE CONNECT ON DATABASE shop FROM shop_reader');
    expect(server.keep(secrets, ['shop'])).toEqual(['[OK] database shop is open to shop_app and shop_reader']);
    server.as('shop', 'o1', 'CREATE TABLE report (id int)');
    expect(server.as('shop_reader', 'l1', 'SELECT count(*) FROM report; SELECT count(*) FROM internal')).toBe('0\n0');
  });

  it('an empty password is refused, and the role keeps the one that it has', () => {
    expect(server.keep({ ...secrets, shop_app: '' }, ['shop'])).toEqual([
      expect.stringContaining('the password of role shop_app is empty'),
      '[WARNING] role shop_app not held',
    ]);
    expect(server.as('shop_app', 'a1', 'SELECT 1')).toBe('1');
  });

  it('a database from before these roles is open to them, with its tables', () => {
    server.asSuperuser("CREATE ROLE old LOGIN PASSWORD 'o'");
    server.asSuperuser('CREATE DATABASE old OWNER old');
    server.as('old', 'o', "CREATE TABLE t (id serial, name text); INSERT INTO t (name) VALUES ('x')", 'old');
    server.keep({ ...secrets, old: 'o', old_app: 'a', old_reader: 'l' }, ['shop', 'old']);
    expect(server.as('old_app', 'a', "INSERT INTO t (name) VALUES ('y') RETURNING id", 'old')).toBe('2');
    expect(server.as('old_reader', 'l', 'SELECT count(*) FROM t', 'old')).toBe('2');
  });

  it('a role cannot log in to another database', () => {
    expect(server.as('old_app', 'a', 'SELECT 1', 'shop')).toMatch(/no pg_hba.conf entry/);
    expect(server.as('shop', 'o1', 'SELECT 1', 'old')).toMatch(/no pg_hba.conf entry/);
  });

  it.each([
    ['postgres', 'shop', /rejects connection/],
    ['postgres', 'postgres', /rejects connection/],
    ['replicator', 'shop', /no pg_hba.conf entry/],
    ['monitor', 'shop', /no pg_hba.conf entry/],
    ['monitor', 'postgres', /password authentication failed/],
  ])('%s cannot log in to %s over the network', (role, database, refusal) => {
    expect(server.as(role, 'r', 'SELECT 1', database)).toMatch(refusal);
  });

  it('a role that is granted the reader can log in and read', () => {
    server.asSuperuser("CREATE ROLE reports LOGIN PASSWORD 'x'; GRANT shop_reader TO reports");
    expect(server.as('reports', 'x', 'SELECT count(*) FROM report')).toBe('0');
  });

  it('a changed password is the only one that is accepted', () => {
    expect(server.keep({ ...secrets, shop_app: 'a2' }, ['shop'])).toEqual(['[OK] role shop_app has the password of its Secret']);
    expect(server.as('shop_app', 'a1', 'SELECT 1')).toMatch(/password authentication failed/);
    expect(server.as('shop_app', 'a2', 'SELECT 1')).toBe('1');
  });

  it('a second role has the privileges of the first, and both passwords are good during a rotation', () => {
    const both = { ...secrets, shop_app: 'a2', 'shop_app2 shop_app': 'second' };
    expect(server.keep(both, ['shop'])).toEqual(['[OK] role shop_app2 has the password of its Secret']);
    expect(server.as('shop_app2', 'second', "INSERT INTO s.t (name) VALUES ('by the second')")).toBe('');
    expect(server.as('shop_app2', 'second', 'CREATE TABLE u (id int)')).toMatch(denied);
    expect(server.as('shop_app', 'a2', "SELECT name FROM s.t WHERE name LIKE '%second'")).toBe('by the second');
    expect(server.keep(both, ['shop'])).toEqual([]);
  });

  it('replicator may run the functions of pg_rewind', () => {
    expect(server.as('replicator', 'r', "SELECT count(*) > 0 FROM pg_ls_dir('base', true, false)", 'postgres')).toBe('t');
  });

  it('the log contains no password and no value of a statement', () => {
    server.as('shop_app', 'a2', "INSERT INTO s.t (id, name) VALUES (1, 'tell nobody')");
    expect(server.log()).toContain('duplicate key value');
    expect(server.log()).not.toMatch(/tell nobody|Key \(id\)|SCRAM|'a2'/);
  });
});
