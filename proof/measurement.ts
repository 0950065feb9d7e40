import { median } from './gaps';

/** What one run of a row found. */
export interface Measurement {
  readonly passed: boolean;
  /** The figure, in words. */
  readonly measured: string;
  /** How often it was repeated. */
  readonly repetitions: number;
  /** Fewer repetitions than the row is meant to have: a figure for debugging. */
  readonly incomplete?: boolean;
  /** Each repetition's figure, in seconds where it is an outage. */
  readonly values?: readonly number[];
  /** What else is worth knowing; stands below the table. */
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

/** How often a row repeats, in a real run. */
export const fullRepetitions = 5;

/** Seconds with the precision that a client with 20 attempts a second can claim. */
export const seconds = (value: number): string => `${value < 0.995 ? value.toFixed(2) : value.toFixed(1)} s`;

/** Holds figures against the promise. */
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
