import { Construct } from 'constructs';
import { Component } from '../../../../constructs/kubernetes';
import { PostgresCluster } from '../../../../constructs/postgres';
import { RedisCluster } from '../../../../constructs/redis';
import type { Model } from '../../../../model';
import { manifest, renderIn } from '../../fixture';
import { replicated } from '../../postgres/fixture';
import { required } from '../../redis/fixture';

const stores = () =>
  renderIn((chart) => {
    new PostgresCluster(chart, 'db', replicated);
    new RedisCluster(chart, 'cache', required);
  });
const component = (model: Model, id: string) => {
  const found = model.components.find((candidate) => candidate.id === id);
  if (!found) throw new Error(`there is no component ${id}`);
  return found;
};

describe('the record of a component', () => {
  it('names the owners of its pods, beginning with the main one', () => {
    expect(component(stores(), 'db')).toMatchObject({
      kind: 'postgres',
      namespace: 'shop',
      workloads: ['StatefulSet/db', 'Deployment/db-ro'],
    });
  });

  it('names its endpoints, with their pods and ports', () => {
    expect(component(stores(), 'db').endpoints).toEqual([
      { name: 'orders owner', workload: 'db', ports: [5432] },
      { name: 'orders read-write', workload: 'db', ports: [5432] },
      { name: 'orders read-only', workload: 'db-ro', ports: [5432] },
    ]);
  });

  it.each(['db', 'cache'])('names the claim of each pod of a store: %s', (id) => {
    const model = stores();
    const { replicas, volumeClaimTemplates } = manifest(model, `StatefulSet/${id}`).spec;
    const [{ metadata }] = volumeClaimTemplates;
    expect(component(model, id).claims).toEqual(Array.from({ length: replicas }, (_, ordinal) => `${metadata.name}-${id}-${ordinal}`));
  });

  it('exists for every construct with a Component, also without claims and endpoints', () => {
    const model = renderIn((chart) => {
      new Component(new Construct(chart, 'idle'), { kind: 'idle' });
    });
    expect(model.components).toEqual([{ kind: 'idle', id: 'idle', namespace: 'shop', workloads: [], claims: [], endpoints: [] }]);
  });

  it('has the same data as the handle of the construct', () => {
    let workloads: readonly string[] = [];
    renderIn((chart) => {
      workloads = new PostgresCluster(chart, 'db', replicated).component.workloads.map(({ instance }) => instance);
    });
    expect(workloads).toEqual(['db', 'db-ro']);
  });
});
