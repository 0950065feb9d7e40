import { startClients } from '../../outages';
import type { Row } from '../../row';
import { sleep } from '../../wait';

const least = 80;
const duration = 30;

export const readsShare: Row = {
  name: 'reads-share',
  title: 'Share of reads on replicas under a mixed load',
  causes: `both clients write through -rw and read through -ro for ${duration} s`,
  promise: { text: `replicas answer at least ${least} % of the reads` },
  async run(context) {
    const readers = await startClients(context, 'read');
    await startClients(context, 'write');
    await context.clients.flowing(2);
    const from = Date.now();
    await sleep(duration);
    const reads = readers.flatMap((client) => client.attempts.filter((attempt) => attempt.ok && attempt.at >= from));
    const share = (100 * reads.filter((attempt) => attempt.facts?.replica).length) / reads.length;
    return { passed: share >= least, measured: `${share.toFixed(1)} % of ${reads.length} reads`, repetitions: 1 };
  },
};
