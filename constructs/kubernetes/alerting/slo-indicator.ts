import type { AvailabilitySlo, LatencySlo, Slo } from './slo';
import type { Target } from './target';

/** What an objective counts. */
export interface Sli {
  /** Share of bad requests in a window, exact: a ratio of sums. No result without requests. */
  ratio(window: string): string;
  /** Requests per second in a window. */
  rate(window: string): string;
  /** The series without which nothing is measured. */
  readonly measured: string;
  /** Words for the texts. */
  readonly bad: string;
  /** Input series of a test: so many requests each minute, of which a share is bad, for some minutes. */
  series(perMinute: number, badShare: number, minutes: number): Readonly<Record<string, string>>;
}

export const sliOf = (slo: Slo, target: Target): Sli => (slo.kind === 'availability' ? availability(slo, target) : latency(slo, target));

const counter = (perMinute: number, minutes: number): string => `0+${Number(perMinute.toPrecision(12))}x${minutes}`;

/** No series counts failures before the first one happens: that is zero, not unknown. */
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
  // Prometheus 3 writes whole edges with a fraction ("1.0"), older ones as the service does ("1").
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
