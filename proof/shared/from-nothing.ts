import { timeFromNothing } from '../from-nothing';
import { judge, type Promised } from '../measurement';
import { type ProvenComponent, waitHealthy } from '../proven-component';
import type { Row } from '../row';

const times = 3;

interface Options {
  readonly promise: Promised;
  /** Waits until it is complete. @default until it is healthy */
  whole?(): Promise<void>;
  /** What is seen after each time, for a note. @default nothing */
  look?(): Promise<string>;
}

/** The component and its volumes are created anew. */
export const fromNothing = (component: ProvenComponent, { promise, whole = () => waitHealthy(component), look }: Options): Row => ({
  name: 'from-nothing',
  title: 'Time to ready from nothing',
  causes: 'the namespace is deleted with its volumes; then all manifests are applied at once',
  promise,
  async run(context) {
    const wanted = Math.min(times, context.repeat);
    const values: number[] = [];
    const notes: string[] = [];
    while (values.length < wanted) {
      values.push(await timeFromNothing(context, whole));
      if (look) notes.push(await look());
    }
    return { ...judge(values, promise, times), notes: [...new Set(notes)] };
  },
});
