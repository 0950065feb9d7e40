import { median } from '../gaps';
import { type Measurement, type Promised, seconds } from '../measurement';
import type { ProvenComponent } from '../proven-component';
import type { Observed } from './store-clients';

/**
 * Seconds for which writes may stop in a store that nothing restarts, as in the rows of PostgreSQL that restart nothing. Pods that start use the
 * processors and the disk of the stores: in 16 upgrades on the test cluster, where all nodes share two cores and one disk, one stopped writes for
 * 1.8 s, the others for at most 0.8 s.
 */
const undisturbed = 2;

/** Seconds for which writes may stop in a store whose pods are replaced. */
export type Limit = Required<Pick<Promised, 'maximum'>> & Pick<Promised, 'median'>;

export type LimitOf = (store: ProvenComponent) => Limit;

/** What a command did to the stores. */
export interface Change extends Observed {
  /** Names of the stores whose pods it replaced. */
  readonly restarted: readonly string[];
}

/** In words. */
export const limitsText = (stores: readonly ProvenComponent[], limitOf: LimitOf): string => {
  const each = stores.map((store) => {
    const { median: middle, maximum } = limitOf(store);
    return `${middle === undefined ? '' : `a median of at most ${middle} s and `}never more than ${maximum} s in ${store.name}`;
  });
  return `writes to a store that restarts stop for ${each.join(', ')}; to one that does not, for at most ${undisturbed} s`;
};

export const undisturbedText = `writes to the stores stop for at most ${undisturbed} s`;

interface JudgeOptions {
  readonly limitOf: LimitOf;
  readonly promise: Promised;
  /** Number of commands of a complete run. */
  readonly times: number;
}

/** Compares the outages of all commands with the limits. */
export function judgeStores(stores: readonly ProvenComponent[], found: readonly Change[], { limitOf, promise, times }: JudgeOptions): Measurement {
  const judged = stores.map((store, index) => {
    const outages = (restarts: boolean) =>
      found.filter(({ restarted }) => restarted.includes(store.name) === restarts).map((one) => one.outages[index] ?? Number.POSITIVE_INFINITY);
    return judgeStore(store.name, outages(true), outages(false), limitOf(store));
  });
  const took = found.map((one) => one.took);
  return {
    passed: Math.max(...took) <= (promise.maximum ?? Number.POSITIVE_INFINITY) && judged.every(({ passed }) => passed),
    measured: `writes stopped: ${judged.map(({ text }) => text).join('; ')}; complete after ${figures(took)}`,
    repetitions: found.length,
    values: took.map((value) => Math.round(value * 1000) / 1000),
    ...(found.length < times ? { incomplete: true } : {}),
  };
}

function judgeStore(name: string, inRestarts: readonly number[], otherwise: readonly number[], limit: Limit): { passed: boolean; text: string } {
  const most = Math.max(0, ...otherwise);
  const isWithin =
    inRestarts.length === 0 || (Math.max(...inRestarts) <= limit.maximum && median(inRestarts) <= (limit.median ?? Number.POSITIVE_INFINITY));
  const parts = [
    ...(inRestarts.length > 0 ? [`${figures(inRestarts)} in its restarts`] : []),
    ...(otherwise.length > 0 ? [`at most ${seconds(most)} ${inRestarts.length > 0 ? 'in others' : 'without a restart'}`] : []),
  ];
  return { passed: isWithin && most <= undisturbed, text: `${name} ${parts.join(', ')}` };
}

const figures = (values: readonly number[]): string =>
  values.length === 1 ? seconds(values[0] ?? 0) : `median ${seconds(median(values))}, maximum ${seconds(Math.max(...values))}`;
