import { bytesOf, valueAt } from '../../model';
import type { Values } from './values';

// What an upgrade changes.

/** A kind of change of values. */
export interface ValueChange {
  readonly paths: readonly string[];
  next(value: unknown): string;
}

export const oneMore = (paths: readonly string[]): ValueChange => ({ paths, next: (value) => String(Number(value) + 1) });

/** Another tag, for which the test cluster has the same stand-in. */
export const anotherTag = (paths: readonly string[]): ValueChange => ({ paths, next: (value) => `${value}-next` });

/** An eighth less memory. */
export const lessMemory = (paths: readonly string[]): ValueChange => ({
  paths,
  next: (value) => `${Math.floor((bytesOf(String(value)) / 2 ** 20) * 0.875)}Mi`,
});

/** Arguments of upgrades. */
interface Settings {
  /** That makes a change. */
  readonly there: readonly string[];
  /** That takes it back. */
  readonly back: readonly string[];
}

/**
 * The upgrades that change one value after another.
 *
 * @param values the values of the release
 */
export const settings = ({ paths, next }: ValueChange, values: Values): readonly Settings[] =>
  paths.map((path) => {
    const value = valueAt(values, path);
    if (typeof value !== 'string' && typeof value !== 'number') throw new Error(`the chart has no value ${path} to change`);
    return { there: ['--set', `${path}=${next(value)}`], back: ['--set', `${path}=${value}`] };
  });
