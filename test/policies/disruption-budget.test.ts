import { disruptionBudget } from '../../policies/disruption-budget';
import { changed, lines, model, withMore, without } from './fixture';

const budget = (fields: object) =>
  changed('PodDisruptionBudget/db', ({ spec }) => {
    delete spec.maxUnavailable;
    Object.assign(spec, fields);
  });
const replicas = (count: number, original = model()) =>
  changed(
    'StatefulSet/db',
    ({ spec }) => {
      spec.replicas = count;
    },
    original,
  );
const autoscaler = (minReplicas: number, maxReplicas: number) => ({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'db', namespace: 'shopfds' },
  spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'db' }, minReplicas, maxReplicas },
});

describe('disruption-budget', () => {
  it('passes workloads of several replicas with a budget that allows one eviction', () => {
    expect(lines(disruptionBudget, model())).toEqual([]);
  });

  it.each([{ minAvailable: 2 }, { minAvailable: '50%' }, { maxUnavailable: '1%' }])('passes %j of 3 replicas', (fields) => {
    expect(lines(disruptionBudget, budget(fields))).toEqual([]);
  });

  it('passes a single replica without a budget, and Jobs', () => {
    expect(lines(disruptionBudget, replicas(1, without('PodDisruptionBudget/db')))).toEqual([]);
  });

  it('fails when several replicas have no budget', () => {
    expect(lines(disruptionBudget, without('PodDisruptionBudget/db'))).toEqual([
      'shopfds/production 10-data.yaml StatefulSet/db | it has 3 replicas and no PodDisruptionBudget | add disruptionBudget(workload)',
    ]);
  });

  it('fails when an autoscaled workload has no budget', () => {
    const subject = withMore([autoscaler(1, 4)], without('PodDisruptionBudget/db'));
    expect(lines(disruptionBudget, subject)).toEqual([expect.stringContaining('StatefulSet/db | it has 4 replicas and no PodDisruptionBudget')]);
  });

  it('fails when the pods have two budgets', () => {
    const subject = changed('PodDisruptionBudget/shop', ({ spec }) => {
      spec.selector.matchLabels = { 'app.kubernetes.io/name': 'db', role: 'primary' };
    });
    expect(lines(disruptionBudget, subject)).toContainEqual(
      expect.stringContaining('StatefulSet/db | its pods have 2 budgets: PodDisruptionBudget/db and PodDisruptionBudget/shop | keep only one'),
    );
  });

  it.each([
    [{ maxUnavailable: 0 }, 'maxUnavailable 0 of 3 replicas'],
    [{ maxUnavailable: '0%' }, 'maxUnavailable 0% of 3 replicas'],
    [{ minAvailable: 3 }, 'minAvailable 3 of 3 replicas'],
    [{ minAvailable: '67%' }, 'minAvailable 67% of 3 replicas'],
  ])('fails when the budget is %j: it allows no eviction', (fields, text) => {
    expect(lines(disruptionBudget, budget(fields))).toEqual([
      `shopfds/production 10-data.yaml PodDisruptionBudget/db | ${text} allows no eviction | set maxUnavailable to 1; a single pod needs no budget`,
    ]);
  });

  it('fails when the budget of a single replica blocks its drain', () => {
    expect(lines(disruptionBudget, replicas(1, budget({ minAvailable: 1 })))).toEqual([
      expect.stringContaining('minAvailable 1 of 1 replicas allows no eviction'),
    ]);
  });

  it('fails when an autoscaled workload at its minimum cannot be drained', () => {
    const subject = withMore([autoscaler(2, 6)], budget({ minAvailable: 2 }));
    expect(lines(disruptionBudget, subject)).toEqual([expect.stringContaining('minAvailable 2 of 2 replicas allows no eviction')]);
  });

  it.each([undefined, 'IfHealthyBudget'])('fails when unhealthyPodEvictionPolicy is %s', (unhealthyPodEvictionPolicy) => {
    expect(lines(disruptionBudget, budget({ maxUnavailable: 1, unhealthyPodEvictionPolicy }))).toEqual([
      expect.stringMatching(/PodDisruptionBudget\/db \| unhealthyPodEvictionPolicy is .* \| set it to AlwaysAllow/),
    ]);
  });
});
