import { deletePodsByForce } from '../../faults';
import { lostWrites } from '../../lost';
import { fullRepetitions, type Measurement, seconds } from '../../measurement';
import { measure, settle, startClients } from '../../outages';
import { podNamed } from '../../pods';
import { waitHealthy } from '../../proven-component';
import type { Row, RowContext } from '../../row';
import type { Pod } from '../../shapes';
import { sleep } from '../../wait';
import { patroniMembers, primary } from '../component';
import { type SynchronousMode, setSynchronousMode, standbyThere } from '../synchronous';
import { killPostmaster } from './postmaster-killed';

// Whether acknowledged rows are still stored after repeated kills.

const strictKills = 20;
const asynchronousKills = 10;
const namedKills = 21;

/** One kind of kill, of the primary that is given. */
interface Kill {
  readonly title: string;
  run(primary: Pod, context: RowContext): Promise<void>;
}

const ofPrimary: readonly Kill[] = [
  { title: 'kill -9 of the postmaster', run: killPostmaster },
  { title: 'forced deletion of the pod', run: (pod) => deletePodsByForce([pod]) },
];

/** Commits wait for the replica that Patroni has named, until it names another one. */
const ofNamedReplica: Kill = {
  title: 'forced deletion of the named replica',
  async run(leader, { component }) {
    const named = (await patroniMembers(leader)).find(({ role }) => role === 'sync_standby');
    if (!named) throw new Error('Patroni has named no synchronous replica');
    await deletePodsByForce([await podNamed(component.dist, named.name)]);
  },
};

interface Counted extends Measurement {
  readonly lost: number;
  /** Longest outages in seconds, by the kind of kill. */
  readonly outages: ReadonlyMap<string, number>;
}

async function countLost(context: RowContext, mode: SynchronousMode, kinds: readonly Kill[], fullKills: number): Promise<Counted> {
  const { clients, component, repeat, say } = context;
  const { dist } = component;
  const kills = repeat >= fullRepetitions ? fullKills : repeat * kinds.length;
  const outages = new Map<string, number>();
  context.changed(
    `ConfigMap/${dist.id}, dynamic.json: synchronous_mode ${mode.synchronous_mode}, synchronous_mode_strict ${mode.synchronous_mode_strict} while the row ran`,
  );
  await setSynchronousMode(dist, mode);
  await startClients(context, 'write');
  for (let kill = 0; kill < kills; kill++) {
    await waitHealthy(component);
    await standbyThere(dist, mode);
    await clients.flowing(1);
    const target = await primary(dist);
    const kind = kinds[kill % kinds.length] as Kill;
    say(`kill ${kill + 1} of ${kills}: ${target.metadata.name}, ${kind.title}`);
    const from = Date.now();
    await kind.run(target, context);
    await sleep(settle);
    await clients.flowing(1, 120);
    const { outage } = measure(clients.running, from, Date.now());
    say(`writes stopped for ${seconds(outage)}`);
    outages.set(kind.title, Math.max(outage, outages.get(kind.title) ?? 0));
  }
  await waitHealthy(component);
  await clients.flowing(2);
  const { lost, acknowledged } = await lostWrites(component, clients);
  return {
    passed: true,
    lost,
    outages,
    measured: `${lost} of ${acknowledged} acknowledged rows lost over ${kills} kills`,
    repetitions: kills,
    notes: [`Writes stopped for at most ${[...outages].map(([title, outage]) => `${seconds(outage)} (${title})`).join(', ')}.`],
    ...(kills < fullKills ? { incomplete: true } : {}),
  };
}

export const quorumStrict: Row = {
  name: 'no-loss-quorum-strict',
  title: 'quorum-strict: no acknowledged row is lost',
  causes: `synchronous mode quorum-strict; ${strictKills} kills of the primary while both clients write: alternately kill -9 of the postmaster and forced deletion of the pod`,
  promise: { text: 'no acknowledged row is lost' },
  async run(context) {
    const {
      lost,
      outages: _,
      ...result
    } = await countLost(context, { synchronous_mode: 'quorum', synchronous_mode_strict: true }, ofPrimary, strictKills);
    return { ...result, passed: lost === 0 };
  },
};

/** In seconds. A primary that is deleted by force leaves its lock, which expires as after the loss of its node, unless the pod is back before that. */
const longest = { primary: 30, namedReplica: 8 };

export const named: Row = {
  name: 'no-loss-on',
  title: 'on: no acknowledged row is lost, and writes go on without the named replica',
  causes: `synchronous mode on; ${namedKills} kills while both clients write, in turn: kill -9 of the primary's postmaster, forced deletion of the primary's pod, forced deletion of the replica that Patroni has named`,
  promise: {
    text: `no acknowledged row is lost; writes stop for at most ${longest.namedReplica} s when the named replica is killed, and ${longest.primary} s when the primary is`,
  },
  async run(context) {
    const mode: SynchronousMode = { synchronous_mode: 'on', synchronous_mode_strict: false };
    const { lost, outages, ...result } = await countLost(context, mode, [...ofPrimary, ofNamedReplica], namedKills);
    const withoutReplica = outages.get(ofNamedReplica.title) ?? 0;
    const withoutPrimary = Math.max(...ofPrimary.map(({ title }) => outages.get(title) ?? 0));
    return {
      ...result,
      measured: `${result.measured}; writes stopped for at most ${seconds(withoutReplica)} without the replica, ${seconds(withoutPrimary)} without the primary`,
      passed: lost === 0 && withoutReplica <= longest.namedReplica && withoutPrimary <= longest.primary,
    };
  },
};

export const asynchronous: Row = {
  name: 'loss-asynchronous',
  title: 'asynchronous: rows lost',
  causes: `synchronous mode off; ${asynchronousKills} kills of the same two kinds`,
  promise: { text: 'no promise; lost rows are counted' },
  async run(context) {
    const mode: SynchronousMode = { synchronous_mode: 'off', synchronous_mode_strict: false };
    const { lost: _, outages: __, ...result } = await countLost(context, mode, ofPrimary, asynchronousKills);
    return result;
  },
};
