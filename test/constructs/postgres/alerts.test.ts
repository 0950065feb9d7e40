import type { PostgresClusterProps } from '../../../constructs/postgres';
import { render, replicated, standalone } from './fixture';

const alertsOf = (props: PostgresClusterProps) => render(props).alerts.flatMap(({ alerts }) => alerts);
const named = (props: PostgresClusterProps) => [...new Set(alertsOf(props).map(({ name }) => name))];

describe('the alerts of PostgreSQL', () => {
  it('include alerts on replicas if there are any', () => {
    expect(named(replicated).filter((name) => !named(standalone).includes(name))).toEqual([
      'PostgresNoStandby',
      'PostgresReplicaNotStreaming',
      'PostgresReplicationLag',
      'PostgresSlotHoldsWal',
      'PostgresDataKeptAside',
      'PostgresDataDeleted',
    ]);
  });

  it('warn at a lag of 10 s and are critical at 30 s (FR-026)', () => {
    const lag = alertsOf(replicated).filter(({ name }) => name === 'PostgresReplicationLag');
    expect(lag.map(({ severity, expr }) => [severity, /pg_replication_lag_seconds\S+ > (\d+)/.exec(expr)?.[1]])).toEqual([
      ['warning', '10'],
      ['critical', '30'],
    ]);
  });

  it('warn when a volume is 85 % full and are critical at 95 % (FR-026)', () => {
    const volume = alertsOf(standalone).filter(({ name }) => name === 'PostgresVolumeFilling');
    expect(volume.map(({ severity, expr }) => [severity, expr.split(' > ')[1]])).toEqual([
      ['warning', '0.85'],
      ['critical', '0.95'],
    ]);
  });

  it.each([
    [standalone, 1],
    [replicated, 3],
  ])('fire when metrics of an instance are missing (%#)', (props, instances) => {
    expect(alertsOf(props).find(({ name }) => name === 'PostgresNotMeasured')?.expr).toMatch(new RegExp(` < ${instances}$`));
  });
});
