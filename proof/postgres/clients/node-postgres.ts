// A client like those of applications: node-postgres, with the URLs of the component's endpoints; bundled into one file at run time.
// Usage: node-postgres.js write | read | own-write. Prints one JSON line per attempt, as libpq.py does, and takes the same settings.
import { Client } from 'pg';
import { pause, period, report, setting } from '../../clients/attempts';

const renewAfter = 40; // writes on one connection: like pools, it renews connections, so new ones are tested too
const run = process.env.PROOF_RUN ?? '';

interface Loop {
  readonly url: string;
  readonly tag?: string;
  readonly renewAfter?: number;
  attempt(connection: Client, number: number): Promise<object>;
}

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
function drop(client: Client | undefined): void {
  (client as unknown as { connection: { stream: { destroy(): void } } } | undefined)?.connection.stream.destroy();
}

async function repeat(loop: Loop): Promise<never> {
  const tag = loop.tag ? { loop: loop.tag } : {};
  let client: Client | undefined;
  let used = 0;
  for (let number = 1; ; number++) {
    const started = Date.now();
    try {
      if (!client) {
        client = await connect(loop.url);
        used = 0;
      }
      report(true, { ...tag, ...(await loop.attempt(client, number)) });
      used++;
      if (loop.renewAfter && used >= loop.renewAfter) {
        void client.end().catch(() => {});
        client = undefined;
      }
    } catch (error) {
      drop(client);
      client = undefined;
      report(false, { ...tag, error: String(error instanceof Error ? error.message || error.name : error).slice(0, 200) });
    }
    await pause(Math.max(5, period - (Date.now() - started)));
  }
}

async function insert(client: Client, id: number): Promise<object> {
  await client.query('INSERT INTO proof.writes (run, client, id) VALUES ($1, $2, $3)', [run, 'node-postgres', id]);
  return { id };
}

async function select(client: Client): Promise<object> {
  const { rows } = await client.query<{ replica: boolean }>('SELECT pg_is_in_recovery() AS replica');
  return { replica: rows[0]?.replica };
}

async function ownWrite(client: Client, id: number): Promise<object> {
  await insert(client, id);
  return { id, seen: await isThere(setting('DATABASE_URL'), id), seenThere: await isThere(setting('DATABASE_READ_URL'), id) };
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

function loops(mode: string | undefined): Loop[] {
  switch (mode) {
    case 'write':
      return [{ url: setting('DATABASE_URL'), attempt: insert, renewAfter }];
    case 'read':
      return [
        { url: setting('DATABASE_READ_URL'), attempt: select, tag: 'persistent' },
        { url: setting('DATABASE_READ_URL'), attempt: select, tag: 'connecting', renewAfter: 1 },
      ];
    case 'own-write':
      return [{ url: setting('DATABASE_URL'), attempt: ownWrite }];
    default:
      throw new Error(`mode '${mode}' is unknown; it must be write, read or own-write`);
  }
}

void Promise.all(loops(process.argv[2]).map(repeat));
