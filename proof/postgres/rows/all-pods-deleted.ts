import { kubectl } from '../../kubectl';
import { acknowledgedWrites } from '../../lost';
import { judgeOutages, repetitions } from '../../outages';
import { namespace, selectorText } from '../../pods';
import type { Row } from '../../row';
import { databaseSelector } from '../component';
import { lostRows } from '../lost-rows';

const promise = { text: 'writes are back within 60 s, and no acknowledged row is lost', maximum: 60 };

export const allPodsDeleted: Row = {
  name: 'all-pods-deleted',
  title: 'All pods are deleted at once',
  causes: 'all three pods of the database are deleted in one command',
  promise,
  async run(context) {
    const cause = async () => void (await kubectl(['delete', 'pods', '-n', namespace, '-l', selectorText(databaseSelector), '--wait=false']));
    const result = judgeOutages(context, await repetitions(context, { cause }), promise);
    const acknowledged = acknowledgedWrites(context.clients.running);
    const lost = await lostRows(context.clients, acknowledged);
    return {
      ...result,
      passed: result.passed && lost === 0,
      notes: [...(result.notes ?? []), `${lost} of ${acknowledged.length} acknowledged rows lost.`],
    };
  },
};
