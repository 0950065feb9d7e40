import { judgeOutages, repetitions } from '../outages';
import type { Row } from '../row';
import { sleep } from '../wait';

// The API server holds the leader's lock: with failsafe mode the primary goes on without it, as long as it reaches every replica.

const promise = { text: 'the primary stays the primary, and writes never stop for more than 2 s', maximum: 2 };

const row = (duration: number): Row => ({
  name: `api-frozen-${duration}`,
  title: `The API server is frozen for ${duration} s`,
  causes: `SIGSTOP of the API server: its connections stay open and nothing answers; SIGCONT after ${duration} s`,
  promise,
  async run(context) {
    const found = await repetitions(context, {
      async cause() {
        await context.adapter.freezeApi();
        await sleep(duration);
        await context.adapter.thawApi();
      },
    });
    const result = judgeOutages(found, promise);
    return { ...result, passed: result.passed && found.every((one) => !one.leaderChanged) };
  },
});

export const apiFrozen15 = row(15);
export const apiFrozen60 = row(60);
