import { deletePods } from '../faults';
import { lostWrites } from '../lost';
import { judge, type Promised, seconds } from '../measurement';
import { eachClientOver, repetitions } from '../outages';
import { podsOf } from '../pods';
import type { ProvenComponent } from '../proven-component';
import type { Row } from '../row';
import { secondsSince } from '../wait';

interface Options {
  readonly promise: Promised;
  /** Waits until the component is whole; the figure is then the longer of the outage and this time. @default the figure is the outage */
  whole?(): Promise<void>;
}

/** All pods of the main workload are deleted in one command. */
export const allDeleted = (component: ProvenComponent, { promise, whole }: Options): Row => ({
  name: 'all-deleted',
  title: 'All pods are deleted at once',
  causes: 'all pods of the StatefulSet are deleted in one command and return with other addresses',
  promise,
  async run(context) {
    // An address that another pod had before counts as new.
    const addresses = async () => new Set((await podsOf(component.dist)).map(({ metadata, status }) => `${metadata.name} ${status.podIP}`));
    const complete: number[] = [];
    let kept = 0;
    let before: ReadonlySet<string> = new Set();
    const found = await repetitions(context, {
      async cause() {
        before = await addresses();
        const start = Date.now();
        await deletePods(await podsOf(component.dist));
        if (!whole) return;
        await whole();
        complete.push(secondsSince(start));
      },
      async renew() {
        kept += [...(await addresses())].filter((address) => before.has(address)).length;
      },
    });
    const { lost, acknowledged } = await lostWrites(component, context.clients);
    const judged = judge(
      found.map((one, index) => Math.max(one.outage, complete[index] ?? 0)),
      promise,
    );
    return {
      ...judged,
      passed: judged.passed && lost === 0,
      notes: [
        `${kept === 0 ? 'No address' : `${kept} addresses`} stayed the same after a deletion.`,
        `${eachClientOver(found)}.${whole ? ` Every pod saw a whole ${component.kind} after ${complete.map(seconds).join(', ')}.` : ''}`,
        `${lost} of ${acknowledged} acknowledged writes lost.`,
      ],
    };
  },
});
