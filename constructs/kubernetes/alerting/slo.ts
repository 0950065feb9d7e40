import type { Runbook } from '../../../model';

interface Objective {
  /** PascalCase, beginning with the component: 'ShopAvailability'. */
  readonly name: string;
  /** Share of requests that must be good over 30 days, such as 0.999. */
  readonly objective: number;
  /** Minimum of requests per second over the long window of each alert; with fewer, the ratio is not meaningful. */
  readonly minimumPerSecond: number;
  /** What to do when the error budget is consumed too fast. */
  readonly runbook: Runbook;
}

/** Requests must succeed. */
export interface AvailabilitySlo extends Objective {
  readonly kind: 'availability';
  /** Counter of all requests, such as 'http_requests_total'. */
  readonly requests: string;
  /** The label with the outcome of a request, a regular expression for its values that mean failure, and an example of each kind for the tests. */
  readonly outcome: { readonly label: string; readonly failed: string; readonly exampleOfFailed: string; readonly exampleOfGood: string };
}

/** Requests must be fast. */
export interface LatencySlo extends Objective {
  readonly kind: 'latency';
  /** Classic histogram of durations in seconds, such as 'http_request_duration_seconds'. */
  readonly histogram: string;
  /** A request is fast if it takes at most this long. Must be one of the histogram's bucket bounds. */
  readonly thresholdSeconds: number;
  /** Bounds of the histogram's buckets, as the service declares them. */
  readonly bucketsSeconds: readonly number[];
}

/**
 * A service level objective. Its thresholds are data, so that alerts and load tests use the same ones. Burn rates of 14.4 and 6 over the error
 * budget of 30 days give a critical alert; burn rates of 3 and 1 give a warning.
 */
export type Slo = AvailabilitySlo | LatencySlo;
