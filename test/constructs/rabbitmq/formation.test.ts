// Runs the real program under Erlang, with a fake epmd at an address of its own for each of the other hosts.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { resolve } from 'node:path';
import { fileOf } from '../../../constructs/kubernetes';

const { text } = fileOf(resolve('constructs/rabbitmq/scripts/formation.erl'), 'restart');

const hosts = ['127.0.0.2', '127.0.0.3'] as const;
/** The names that an epmd knows, or none if nothing answers at its host. */
type Names = readonly string[] | undefined;

/** Answers to a request for names as epmd does: its port, then a line for each name. */
const epmd = (names: () => readonly string[]): Server =>
  createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => {
      const port = Buffer.alloc(4);
      port.writeUInt32BE(socket.localPort ?? 0);
      socket.end(
        Buffer.concat([
          port,
          Buffer.from(
            names()
              .map((name) => `name ${name} at port 1\n`)
              .join(''),
          ),
        ]),
      );
    });
  });

/** What the program prints within two passes, and what it says meanwhile. */
async function decide(place: 'first' | 'later', others: readonly Names[]) {
  const servers: Server[] = [];
  let port = 0;
  for (const [index, names] of others.entries()) {
    if (names === undefined) continue;
    const server = epmd(() => names).listen(port, hosts[index]);
    await once(server, 'listening');
    port = (server.address() as { port: number }).port;
    servers.push(server);
  }
  const program = spawn('erl', ['-noinput', '-epmd_port', String(port || 1), '-eval', text, '-extra', 'own', place, 'empty', ...hosts], {
    env: { PATH: process.env.PATH, HOME: '/tmp' },
  });
  let output = '';
  let errors = '';
  program.stdout.on('data', (data) => {
    output += data;
  });
  const closed = once(program, 'close');
  const waiting = new Promise((waited) => {
    program.stderr.on('data', (data) => {
      errors += data;
      setTimeout(waited, 1500); // one more pass
    });
  });
  await Promise.race([closed, waiting]);
  program.kill('SIGKILL');
  await closed;
  for (const server of servers) server.close();
  return { output, errors };
}

describe('a node without data', () => {
  it('forms a cluster if it is the first one, and all others have none either', async () => {
    expect((await decide('first', [['blank'], ['blank']])).output).toBe('form\n');
  });

  it('never forms one if it is not the first', async () => {
    const { output, errors } = await decide('later', [['blank'], ['blank']]);
    expect(output).toBe('');
    expect(errors).toContain('waits to join or to form a cluster: 127.0.0.2 has no data either, 127.0.0.3 has no data either');
  });

  it.each<[string, Names, string]>([
    ['does not answer: it may have data', undefined, 'does not answer'],
    ['starts, because it has data', ['rabbit'], 'does not run yet'],
    ['has not said that it has none', [], 'does not run yet'],
  ])('waits while another node %s', async (_, names, words) => {
    const { output, errors } = await decide('first', [['blank'], names]);
    expect(output).toBe('');
    expect(errors).toContain(`127.0.0.2 has no data either, 127.0.0.3 ${words}`);
  });
});
