import { PostgresCluster } from '../../constructs/postgres';
import { RedisCluster } from '../../constructs/redis';
import { writtenByPods } from '../../policies/written-by-pods';
import { renderIn } from '../constructs/fixture';
import { standalone } from '../constructs/postgres/fixture';
import { lines, withMore } from './fixture';

const role = (rule: object) => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'Role',
  metadata: { name: 'r', namespace: 'shopfds' },
  rules: [rule],
});
const rule = { apiGroups: [''], resources: ['configmaps'], resourceNames: ['shop'], verbs: ['get', 'patch'] };

describe('written-by-pods', () => {
  it('fails when pods may write a ConfigMap of the manifests', () => {
    expect(lines(writtenByPods, withMore([role(rule)]))).toEqual([
      'shopfds/production 30-more.yaml Role/r | its pods write ConfigMap shop, which is also shopfds/production 20-shop.yaml ConfigMap/shop | give one of the components another id',
    ]);
  });

  it.each([
    ['may only read it', { ...rule, verbs: ['get', 'watch'] }],
    ['write one that is not rendered', { ...rule, resourceNames: ['shop-leader'] }],
    ['write an object of another kind', { ...rule, resources: ['pods'] }],
  ])('passes pods that %s', (_, other) => {
    expect(lines(writtenByPods, withMore([role(other)]))).toEqual([]);
  });

  it.each(['config', 'failover', 'leader', 'sync'])("refuses the id of a component that Patroni's state needs: -%s", (suffix) => {
    const redis = { shards: 3, replicasPerShard: 1, storage: '1Gi', resources: { cpu: '100m', memory: '256Mi' } };
    const model = renderIn((chart) => {
      new PostgresCluster(chart, 'db', standalone);
      new RedisCluster(chart, `db-${suffix}`, redis);
    });
    expect(lines(writtenByPods, model)).toEqual([expect.stringContaining(`its pods write ConfigMap db-${suffix}, which is also`)]);
  });
});
