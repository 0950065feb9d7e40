import { nodeOtherThan } from '../../cluster';
import { median } from '../../gaps';
import { seconds } from '../../measurement';
import type { Row } from '../../row';
import { sleep } from '../../wait';
import { replicas } from '../component';

const most = 10;
const duration = 60;

export const replicationLag: Row = {
  name: 'replication-lag',
  title: 'Replication lag under load',
  causes: `four connections insert 100 rows of 320 characters in each transaction, as fast as possible, for ${duration} s`,
  promise: { text: `a row is visible on every replica within ${most} s`, maximum: most },
  async run(context) {
    const node = await nodeOtherThan();
    const addresses = (await replicas(context.component.dist)).map((pod) => `${pod.metadata.name}=${pod.status.podIP}`).join(',');
    const run = `${context.row}-${Date.now()}`;
    const [watcher] = await context.clients.start(run, [{ kind: 'libpq', mode: 'lag', node, environment: { PROOF_MEMBERS: addresses } }]);
    await context.clients.flowing(1);
    const [loader] = await context.clients.start(run, [{ kind: 'libpq', mode: 'load', node }]);
    const from = Date.now();
    await sleep(duration);
    const seen = watcher?.attempts.filter((attempt) => attempt.ok && attempt.at >= from) ?? [];
    const lags = seen.flatMap((attempt) => (attempt.facts?.replica ? Number(attempt.facts.lag) : []));
    const transactions = loader?.attempts.filter((attempt) => attempt.ok).length ?? 0;
    const maximum = Math.max(...lags);
    return {
      passed: maximum < most && transactions > 0,
      measured: `median ${seconds(median(lags))}, maximum ${seconds(maximum)} of ${lags.length} samples`,
      repetitions: 1,
      notes: [
        `${Math.round(transactions / duration)} transactions a second. The lag is the age of a heartbeat that is written every 0.1 s on the primary and read by a client from each replica; up to 0.1 s of it is the heartbeat's period.`,
      ],
    };
  },
};
