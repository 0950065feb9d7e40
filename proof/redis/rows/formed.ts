import { timeFromNothing } from '../../from-nothing';
import { judge, seconds } from '../../measurement';
import type { Row } from '../../row';
import { secondsSince } from '../../wait';
import { countSlots } from '../cluster-nodes';
import { component, shardsSeenBy, waitHealthy, waitWhole } from '../component';

const promise = { text: 'formed within 60 s: six pods ready, slots spread evenly, every shard has accepted a write', maximum: 60 };
const times = 3;

export const formed: Row = {
  name: 'redis-formed',
  title: 'Time to a formed cluster from nothing',
  causes: 'the namespace is deleted with its volumes; then all manifests are applied at once',
  promise,
  async run(context) {
    const wanted = Math.min(times, context.repeat);
    const values: number[] = [];
    const slots: string[] = [];
    const placed: number[] = [];
    while (values.length < wanted) {
      values.push(await timeFromNothing(context, waitWhole));
      slots.push((await shardsSeenBy(`${component}-0`)).map(countSlots).join(', '));
      const start = Date.now();
      await waitHealthy();
      placed.push(secondsSince(start));
    }
    const notes = [`Slots of each master: ${[...new Set(slots)].join('; ')}. All well placed after another ${placed.map(seconds).join(', ')}.`];
    return { ...judge(values, promise, times), notes };
  },
};
