import type { Runbook } from '../../../model';

interface Objective {
  /** PascalCase, the component first: 'ShopAvailability'. */
  readonly name: string;
  /** Share of requests that must be good over 30 days: 0.999. */
  readonly objective: number;
  /** Requests per second, over the longer window of each alert, below which a ratio says nothing. */
  readonly minimumPerSecond: number;
  /** What to do when the error budget burns. */
  readonly runbook: Runbook;
}

/** Requests must succeed. */
export interface AvailabilitySlo extends Objective {
  readonly kind: 'availability';
  /** Counter of all requests, such as 'http_requests_total'. */
  readonly requests: string;
  /** The label that says how a request ended, a regular expression of the values that are failures, and a value of each kind for the tests. */
  readonly outcome: { readonly label: string; readonly failed: string; readonly exampleOfFailed: string; readonly exampleOfGood: string };
}

/** Requests must be fast. */
export interface LatencySlo extends Objective {
  readonly kind: 'latency';
  /** Classic histogram of durations in seconds, such as 'http_request_duration_seconds'. */
  readonly histogram: string;
  /** A request is fast when it takes no longer than this: one of the histogram's edges. */
  readonly thresholdSeconds: number;
  /** Edges of the histogram's buckets, as the service declares them. */
  readonly bucketsSeconds: readonly number[];
}

/**
 * A service level objective. Its thresholds stay data: alerts are made from them here, and a load test holds the same ones. When the budget of
 * 30 days burns at 14.4 or 6 times the pace that it allows, somebody is woken; at 3 times or at that pace a warning waits.
 */
export type Slo = AvailabilitySlo | LatencySlo;
