import { seconds } from '../../measurement';
import { judgeOutages, measure, repetitions } from '../../outages';
import type { Row } from '../../row';
import { sleep } from '../../wait';

// The API server holds the leader's lock. With failsafe mode, the primary continues without it as long as it reaches every replica. When the API
// server answers again, the primary's earlier updates, which waited in it, may collide with the next one. Patroni then steps down and acquires the
// lock again (patroni/patroni#3462).

const whileFrozen = 2;
const promise = {
  text: `writes never stop for more than ${whileFrozen} s while it is frozen, or for more than 15 s when it answers again`,
  maximum: 15,
};

export const apiFrozen = (duration: number): Row => ({
  name: `api-frozen-${duration}`,
  title: `The API server is frozen for ${duration} s`,
  causes: `SIGSTOP of the API server: its connections stay open and nothing answers; SIGCONT after ${duration} s`,
  promise,
  async run(context) {
    const frozen: number[] = [];
    let [from, to] = [0, 0];
    const found = await repetitions(context, {
      async cause() {
        from = Date.now();
        await context.adapter.freezeApi();
        await sleep(duration);
        to = Date.now();
        await context.adapter.thawApi();
      },
      // Measured now, because the clients' logs arrive through the API server.
      repair: async () => void frozen.push(measure(context.clients.running, from, to).outage),
    });
    const result = judgeOutages(context, found, promise);
    const worst = Math.max(...frozen);
    return {
      ...result,
      passed: result.passed && worst <= whileFrozen,
      notes: [...(result.notes ?? []), `While it was frozen, writes stopped for at most ${seconds(worst)}.`],
    };
  },
});
