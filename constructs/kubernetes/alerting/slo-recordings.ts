import type { RecordingRecord } from '../../../model';
import type { Slo } from './slo';
import type { Sli } from './slo-indicator';
import type { Target } from './target';

/** Burn rates of the error budget of 30 days, with their windows and severity. */
export const burns = [
  { factor: 14.4, long: '1h', short: '5m', for: '2m', severity: 'critical' },
  { factor: 6, long: '6h', short: '30m', for: '15m', severity: 'critical' },
  { factor: 3, long: '1d', short: '2h', for: '1h', severity: 'warning' },
  { factor: 1, long: '3d', short: '6h', for: '3h', severity: 'warning' },
] as const;

export type Burn = (typeof burns)[number];

export const ratioIn = (window: string): string => `slo:errors:ratio_rate${window}`;
export const requestsIn = (window: string): string => `slo:requests:rate${window}`;

/** The recording rules that the alerts of an objective read. */
export function recordingsOf({ name }: Slo, sli: Sli, { namespace, name: component }: Target): RecordingRecord[] {
  const labels = { slo: name, namespace, component };
  const windows = [...new Set(burns.flatMap(({ long, short }) => [short, long]))];
  return [
    ...windows.map((window) => ({ record: ratioIn(window), expr: sli.ratio(window), labels })),
    ...burns.map(({ long }) => ({ record: requestsIn(long), expr: sli.rate(long), labels })),
  ];
}
