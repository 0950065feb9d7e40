import { deletePodsByForce } from '../../faults';
import { lostWrites } from '../../lost';
import { fullRepetitions, type Measurement } from '../../measurement';
import { settle, startClients } from '../../outages';
import { waitHealthy } from '../../proven-component';
import type { Row, RowContext } from '../../row';
import { sleep } from '../../wait';
import { primary } from '../component';
import { type SynchronousMode, setSynchronousMode, standbyThere } from '../synchronous';
import { killPostmaster } from './postmaster-killed';

// Whether acknowledged rows are still stored after repeated kills of the primary.

const strictKills = 20;
const asynchronousKills = 10;

async function countLost(context: RowContext, mode: SynchronousMode, fullKills: number): Promise<Measurement & { lost: number }> {
  const { clients, component, repeat, say } = context;
  const { dist } = component;
  const kills = repeat >= fullRepetitions ? fullKills : repeat * 2;
  context.changed(
    `ConfigMap/${dist.id}, dynamic.json: synchronous_mode ${mode.synchronous_mode}, synchronous_mode_strict ${mode.synchronous_mode_strict} while the row ran`,
  );
  await setSynchronousMode(dist, mode);
  await startClients(context, 'write');
  for (let kill = 1; kill <= kills; kill++) {
    await waitHealthy(component);
    await standbyThere(dist, mode);
    await clients.flowing(1);
    const target = await primary(dist);
    say(`kill ${kill} of ${kills}: ${target.metadata.name}, ${kill % 2 === 1 ? 'kill -9 of the postmaster' : 'forced deletion of the pod'}`);
    if (kill % 2 === 1) await killPostmaster(target);
    else await deletePodsByForce([target]);
    await sleep(settle);
  }
  await waitHealthy(component);
  await clients.flowing(2);
  const { lost, acknowledged } = await lostWrites(component, clients);
  return {
    passed: true,
    lost,
    measured: `${lost} of ${acknowledged} acknowledged rows lost over ${kills} kills`,
    repetitions: kills,
    ...(kills < fullKills ? { incomplete: true } : {}),
  };
}

export const quorumStrict: Row = {
  name: 'no-loss-quorum-strict',
  title: 'quorum-strict: no acknowledged row is lost',
  causes: `synchronous mode quorum-strict; ${strictKills} kills of the primary while both clients write: alternately kill -9 of the postmaster and forced deletion of the pod`,
  promise: { text: 'no acknowledged row is lost' },
  async run(context) {
    const { lost, ...result } = await countLost(context, { synchronous_mode: 'quorum', synchronous_mode_strict: true }, strictKills);
    return { ...result, passed: lost === 0 };
  },
};

export const asynchronous: Row = {
  name: 'loss-asynchronous',
  title: 'asynchronous: rows lost',
  causes: `synchronous mode off; ${asynchronousKills} kills of the same two kinds`,
  promise: { text: 'no promise; lost rows are counted' },
  async run(context) {
    const { lost: _, ...result } = await countLost(context, { synchronous_mode: 'off', synchronous_mode_strict: false }, asynchronousKills);
    return result;
  },
};
