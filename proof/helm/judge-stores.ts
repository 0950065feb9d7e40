import { median } from '../gaps';
import { type Measurement, type Promised, seconds } from '../measurement';
import type { ProvenComponent } from '../proven-component';
import type { Observed } from './store-clients';

/** Seconds for which writes may stop in each store. */
export interface StoreLimits {
  limitOf(store: ProvenComponent): number;
}

/** In words: 'at most 4 s in shop/db and 1 s in shop/cache'. */
export const limitsText = (stores: readonly ProvenComponent[], { limitOf }: StoreLimits): string =>
  `at most ${stores.map((store) => `${limitOf(store)} s in ${store.name}`).join(' and ')}`;

interface JudgeOptions extends StoreLimits {
  readonly promise: Promised;
  /** Number of commands of a complete run. */
  readonly times: number;
}

/** Compares the outages of all commands with the limits. */
export function judgeStores(stores: readonly ProvenComponent[], found: readonly Observed[], { limitOf, promise, times }: JudgeOptions): Measurement {
  const each = stores.map((store, index) => ({ store, outages: found.map(({ outages }) => outages[index] ?? Number.POSITIVE_INFINITY) }));
  const took = found.map((one) => one.took);
  const maximum = Math.max(...took);
  const parts = each.map(({ store, outages }) => `${store.name} ${figures(outages)}`);
  return {
    passed: maximum <= (promise.maximum ?? Number.POSITIVE_INFINITY) && each.every(({ store, outages }) => Math.max(...outages) <= limitOf(store)),
    measured: `outages: ${parts.join('; ')}; complete after ${figures(took)}`,
    repetitions: found.length,
    values: took.map((value) => Math.round(value * 1000) / 1000),
    ...(found.length < times ? { incomplete: true } : {}),
  };
}

const figures = (values: readonly number[]): string =>
  values.length === 1 ? seconds(values[0] ?? 0) : `median ${seconds(median(values))}, maximum ${seconds(Math.max(...values))}`;
