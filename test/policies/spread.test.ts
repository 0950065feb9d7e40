import { spread } from '../../policies/spread';
import { changed, lines, model, withMore } from './fixture';

const constraints = (change: (constraints: { topologyKey: string; labelSelector: unknown }[]) => void) =>
  changed('StatefulSet/db', ({ spec }) => change(spec.template.spec.topologySpreadConstraints));

describe('spread', () => {
  it('passes replicas that are spread over nodes and zones', () => {
    expect(lines(spread, model())).toEqual([]);
  });

  it('passes a single replica without spread', () => {
    const subject = changed('StatefulSet/db', ({ spec }) => {
      spec.replicas = 1;
      delete spec.template.spec.topologySpreadConstraints;
    });
    expect(lines(spread, subject)).toEqual([]);
  });

  it.each([
    ['kubernetes.io/hostname', 0],
    ['topology.kubernetes.io/zone', 1],
  ])('fails when replicas are not spread over %s', (topology, index) => {
    expect(
      lines(
        spread,
        constraints((list) => list.splice(index, 1)),
      ),
    ).toEqual([
      `shopfds/production 10-data.yaml StatefulSet/db | it has 3 replicas but no spread over ${topology} | give its pods spread(workload, 'required' or 'preferred')`,
    ]);
  });

  it('fails when a constraint counts other pods', () => {
    const subject = constraints(([first]) => {
      Object.assign(first ?? {}, { labelSelector: { matchLabels: { app: 'db' } } });
    });
    expect(lines(spread, subject)).toEqual([
      expect.stringMatching(
        /StatefulSet\/db \| the spread over kubernetes.io\/hostname counts the pods of .*"app":"db".* \| it must count those of the workload itself/,
      ),
    ]);
  });

  it('fails when an autoscaled workload is not spread', () => {
    const single = changed('Deployment/shop', ({ spec }) => {
      delete spec.replicas;
      delete spec.template.spec.topologySpreadConstraints;
    });
    const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'shop' };
    const autoscaler = {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'shop', namespace: 'shopfds' },
      spec: { scaleTargetRef, maxReplicas: 5 },
    };
    expect(lines(spread, single)).toEqual([]);
    expect(lines(spread, withMore([autoscaler], single))).toHaveLength(2);
  });
});
