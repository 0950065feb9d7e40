import type { Slo } from '../../../../constructs/kubernetes';
import { failure } from '../../fixture';
import { alertsOf, availability, latency } from './fixture';

const recording = (slo: Slo, record: string) => alertsOf({ slos: [slo] }).recordings.find((each) => each.record === record);

describe('an objective', () => {
  it('has four burn rates, two of which are critical', () => {
    const burns = alertsOf({ slos: [availability] }).alerts.filter(({ name }) => name === 'ShopAvailabilityBudgetBurn');
    expect(burns.map(({ labels, for: period }) => [labels.long, labels.short, period, labels.severity])).toEqual([
      ['1h', '5m', '2m', 'critical'],
      ['6h', '30m', '15m', 'critical'],
      ['1d', '2h', '1h', 'warning'],
      ['3d', '6h', '3h', 'warning'],
    ]);
  });

  it('compares both windows, and requires a minimum of traffic', () => {
    const own = '{namespace="shop",component="shop",slo="ShopAvailability"}';
    expect(alertsOf({ slos: [availability] }).alerts[0]?.expr).toBe(
      `slo:errors:ratio_rate1h${own} > 14.4 * (1 - 0.999) and slo:errors:ratio_rate5m${own} > 14.4 * (1 - 0.999) and slo:requests:rate1h${own} > 0.5`,
    );
  });

  it('records each ratio as a ratio of sums over its whole window', () => {
    expect(recording(availability, 'slo:errors:ratio_rate3d')?.expr).toBe(
      '(sum(rate(http_request_duration_seconds_count{namespace="shop",job="shop/shop",code=~"5.."}[3d])) or vector(0)) / ' +
        '(sum(rate(http_request_duration_seconds_count{namespace="shop",job="shop/shop"}[3d])) > 0)',
    );
  });

  it('counts requests outside of the bucket as slow', () => {
    expect(recording(latency, 'slo:errors:ratio_rate5m')?.expr).toBe(
      '1 - sum(rate(http_request_duration_seconds_bucket{namespace="shop",job="shop/shop",le="0.3"}[5m])) / ' +
        '(sum(rate(http_request_duration_seconds_count{namespace="shop",job="shop/shop"}[5m])) > 0)',
    );
  });

  it('matches a bucket of whole seconds in the format of every Prometheus version', () => {
    expect(recording({ ...latency, thresholdSeconds: 1 }, 'slo:errors:ratio_rate5m')?.expr).toContain('le=~"1(\\\\.0)?"');
  });

  it.each<[string, Slo, string]>([
    ['its threshold is not a bucket bound', { ...latency, thresholdSeconds: 0.25 }, '0.25; it must be a bucket bound of the histogram: 0.1, 0.3, 1'],
    ['its burn rate can never reach 14.4', { ...availability, objective: 0.9 }, 'objective of ShopAvailability is 0.9; it must be a share'],
    ['it is a percentage', { ...availability, objective: 99.9 }, 'objective of ShopAvailability is 99.9; it must be a share'],
    ['it requires no traffic', { ...availability, minimumPerSecond: 0 }, 'minimumPerSecond of ShopAvailability is 0; it must be above zero'],
  ])('is refused if %s', (_, slo, message) => {
    expect(failure(() => alertsOf({ slos: [slo] }))).toContain(message);
  });
});
