// Runs the script of `helm test` against a real server.
import { PostgresServer } from './server';

describe('the test of a release', () => {
  let server: PostgresServer;
  beforeAll(() => {
    server = new PostgresServer();
    server.start();
    server.keep({ replicator: 'r', shop: 'o', shop_app: 'a', shop_reader: 'l' }, ['shop']);
  });
  afterAll(() => server?.remove());

  it("passes with the application's role", () => {
    expect(server.test('shop_app', 'a')).toMatchObject({ status: 0, output: ['[OK] shop_app wrote to shop at 127.0.0.1'] });
  });

  it('leaves no table', () => {
    expect(server.as('shop_app', 'a', "SELECT count(*) FROM pg_class WHERE relname = 'helm_test'")).toBe('0');
  });

  it('fails with a wrong password, and says why', () => {
    const { status, output } = server.test('shop_app', 'b');
    expect(status).toBe(1);
    expect(output.at(0)).toMatch(/^attempt 1: .*password authentication failed/);
    expect(output.at(-1)).toBe('[FAIL] shop_app cannot write to shop at 127.0.0.1');
  });

  it('fails if the server refuses writes', () => {
    server.set('default_transaction_read_only', 'on');
    const { status, output } = server.test('shop_app', 'a');
    server.set('default_transaction_read_only');
    expect(status).toBe(1);
    expect(output.at(0)).toContain('session is read-only');
  });

  it('fails if the commit of a write waits for a replica that does not exist', () => {
    server.set('synchronous_standby_names', 'nobody');
    const { status, output } = server.test('shop_app', 'a');
    server.set('synchronous_standby_names');
    expect(status).toBe(1);
    expect(output.at(0)).toBe('attempt 1: no answer within 10 s');
  });
});
