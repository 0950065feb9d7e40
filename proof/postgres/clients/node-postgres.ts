// A client like those of applications: node-postgres, with the URLs of the component's endpoints; bundled into one file at run time.
// Usage: node-postgres.js write | read | own-write. It takes the same settings as libpq.py.
import { Client } from 'pg';
import { attempts, type Loop, runMode, setting } from '../../clients/attempts';

const renewAfter = 40; // writes on one connection: like pools, it renews connections, so new ones are tested too
const run = process.env.PROOF_RUN ?? '';

/** node-postgres ignores libpq's timeouts in a URL, so its own are set to the same values. */
async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2000, query_timeout: 2000, keepAlive: true });
  client.on('error', () => {}); // the next query fails too and is counted
  try {
    await client.connect();
  } catch (error) {
    drop(client);
    throw error;
  }
  return client;
}

/** Closes without waiting for a server that may be gone. */
function drop(client: Client): void {
  (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
}

async function insert(client: Client, id: number): Promise<{ id: number }> {
  await client.query('INSERT INTO proof.writes (run, client, id) VALUES ($1, $2, $3)', [run, 'node-postgres', id]);
  return { id };
}

async function select(client: Client): Promise<{ facts: { replica: boolean } }> {
  const { rows } = await client.query<{ replica: boolean }>('SELECT pg_is_in_recovery() AS replica');
  return { facts: { replica: rows[0]?.replica === true } };
}

async function ownWrite(client: Client, id: number): Promise<{ id: number; facts: { seen: boolean; seenThere: boolean } }> {
  await insert(client, id);
  return { id, facts: { seen: await isThere(setting('DATABASE_URL'), id), seenThere: await isThere(setting('DATABASE_READ_URL'), id) } };
}

async function isThere(url: string, id: number): Promise<boolean> {
  const other = await connect(url);
  try {
    const { rowCount } = await other.query('SELECT 1 FROM proof.writes WHERE run = $1 AND client = $2 AND id = $3', [run, 'node-postgres', id]);
    return rowCount === 1;
  } finally {
    drop(other);
  }
}

type Options = Pick<Loop<Client>, 'loop' | 'renewAfter'>;

const repeat = (url: string, attempt: Loop<Client>['attempt'], options: Options = {}): Promise<never> =>
  attempts({ ...options, connect: () => connect(url), drop, close: (client) => void client.end().catch(() => {}), attempt });

runMode({
  write: () => repeat(setting('DATABASE_URL'), insert, { renewAfter }),
  read: () =>
    Promise.all([
      repeat(setting('DATABASE_READ_URL'), select, { loop: 'persistent' }),
      repeat(setting('DATABASE_READ_URL'), select, { loop: 'connecting', renewAfter: 1 }),
    ]),
  'own-write': () => repeat(setting('DATABASE_URL'), ownWrite),
});
