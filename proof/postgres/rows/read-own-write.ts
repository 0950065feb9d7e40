import { startClients } from '../../outages';
import type { Row } from '../../row';
import { sleep } from '../../wait';

const duration = 30;

export const readOwnWrite: Row = {
  name: 'read-own-write',
  title: 'Read your own write',
  causes: `both clients write a row through -rw and read it at once, over new connections through -rw and through -ro, for ${duration} s`,
  promise: { text: 'a read through -rw is never stale (through -ro it may be; stale reads are counted)' },
  async run(context) {
    const clients = await startClients(context, 'own-write');
    await context.clients.flowing(1);
    await sleep(duration);
    const writes = clients.flatMap((client) => client.attempts.filter((attempt) => attempt.ok));
    const stale = writes.filter((attempt) => !attempt.facts?.seen).length;
    const behind = writes.filter((attempt) => !attempt.facts?.seenThere).length;
    return {
      passed: stale === 0 && writes.length > 0,
      measured: `${stale} stale of ${writes.length} through -rw; ${behind} through -ro`,
      repetitions: 1,
    };
  },
};
