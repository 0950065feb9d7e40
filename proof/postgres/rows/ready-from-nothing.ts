import { timeFromNothing } from '../../from-nothing';
import { judge } from '../../measurement';
import type { Row } from '../../row';
import { waitHealthy } from '../component';

const promise = { text: 'ready within 60 s: both clients have written, three members stream, the read proxy is up', maximum: 60 };
const times = 3;

export const readyFromNothing: Row = {
  name: 'ready-from-nothing',
  title: 'Time to ready from nothing',
  causes: 'the namespace is deleted with its volumes; then all manifests are applied at once',
  promise,
  async run(context) {
    const wanted = Math.min(times, context.repeat);
    const values: number[] = [];
    while (values.length < wanted) values.push(await timeFromNothing(context, waitHealthy));
    return judge(values, promise, times);
  },
};
