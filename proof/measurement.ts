import { median } from './gaps';

/** The result of one run of a row. */
export interface Measurement {
  readonly passed: boolean;
  /** The figure, in words. */
  readonly measured: string;
  /** Number of repetitions. */
  readonly repetitions: number;
  /** Fewer repetitions than the row requires: a figure for debugging. */
  readonly incomplete?: boolean;
  /** Each repetition's figure, in seconds if it is an outage. */
  readonly values?: readonly number[];
  /** Further facts, for the notes below the table. */
  readonly notes?: readonly string[];
}

/** What a row promises. */
export interface Promised {
  readonly text: string;
  /** Seconds that no repetition may exceed. */
  readonly maximum?: number;
  /** Seconds that the median may not exceed. */
  readonly median?: number;
}

/** Number of repetitions of a row in a full run. */
export const fullRepetitions = 5;

/** Seconds, with the precision that a client with 20 attempts a second gives. */
export const seconds = (value: number): string => `${value < 0.995 ? value.toFixed(2) : value.toFixed(1)} s`;

/** Compares figures with the promise. */
export function judge(values: readonly number[], promised: Promised, wanted = fullRepetitions): Measurement {
  const maximum = Math.max(...values);
  const middle = median(values);
  return {
    passed: maximum <= (promised.maximum ?? Number.POSITIVE_INFINITY) && middle <= (promised.median ?? Number.POSITIVE_INFINITY),
    measured: values.length === 1 ? seconds(middle) : `median ${seconds(middle)}, maximum ${seconds(maximum)} of ${values.length}`,
    repetitions: values.length,
    values: values.map((value) => Math.round(value * 1000) / 1000),
    ...(values.length < wanted ? { incomplete: true } : {}),
  };
}
