import type { AvailabilitySlo, LatencySlo, Slo } from './slo';
import type { Target } from './target';

/** Service level indicator: what an objective counts. */
export interface Sli {
  /** Share of bad requests in a window, as a ratio of sums. No result without requests. */
  ratio(window: string): string;
  /** Requests per second in a window. */
  rate(window: string): string;
  /** The series that the measurement needs. */
  readonly measured: string;
  /** How texts describe a bad request. */
  readonly bad: string;
  /** Input series of a test, from the number of requests per minute, the share of bad ones, and the duration. */
  series(perMinute: number, badShare: number, minutes: number): Readonly<Record<string, string>>;
}

export const sliOf = (slo: Slo, target: Target): Sli => (slo.kind === 'availability' ? availability(slo, target) : latency(slo, target));

const counter = (perMinute: number, minutes: number): string => `0+${Number(perMinute.toPrecision(12))}x${minutes}`;

/** The series of failures does not exist before the first failure, so a missing one counts as zero. */
const availability = ({ requests, outcome }: AvailabilitySlo, on: Target): Sli => {
  const failed = on.own(`${outcome.label}=~"${outcome.failed}"`);
  return {
    ratio: (window) => `(sum(rate(${requests}${failed}[${window}])) or vector(0)) / (sum(rate(${requests}${on.own()}[${window}])) > 0)`,
    rate: (window) => `sum(rate(${requests}${on.own()}[${window}]))`,
    measured: `${requests}${on.own()}`,
    bad: 'failed',
    series: (perMinute, badShare, minutes) => ({
      [`${requests}${on.ownOf(0, `${outcome.label}="${outcome.exampleOfFailed}"`)}`]: counter(perMinute * badShare, minutes),
      [`${requests}${on.ownOf(1, `${outcome.label}="${outcome.exampleOfGood}"`)}`]: counter(perMinute * (1 - badShare), minutes),
    }),
  };
};

const latency = ({ histogram, thresholdSeconds }: LatencySlo, on: Target): Sli => {
  // Prometheus 3 writes whole bounds with a fraction ("1.0"), older versions as the service does ("1").
  const whole = Number.isInteger(thresholdSeconds);
  const fast = `${histogram}_bucket${on.own(whole ? `le=~"${thresholdSeconds}(\\\\.0)?"` : `le="${thresholdSeconds}"`)}`;
  const all = `${histogram}_count${on.own()}`;
  return {
    ratio: (window) => `1 - sum(rate(${fast}[${window}])) / (sum(rate(${all}[${window}])) > 0)`,
    rate: (window) => `sum(rate(${all}[${window}]))`,
    measured: fast,
    bad: `took longer than ${thresholdSeconds} s`,
    series: (perMinute, badShare, minutes) => ({
      [`${histogram}_bucket${on.ownOf(0, `le="${thresholdSeconds}${whole ? '.0' : ''}"`)}`]: counter(perMinute * (1 - badShare), minutes),
      [`${histogram}_count${on.ownOf(0)}`]: counter(perMinute, minutes),
    }),
  };
};
