import type { V1Pod } from '@kubernetes/client-node';
import { type Fields, k8s, withNewerFields } from '../../../../constructs/kubernetes';
import { container, failure, manifest, renderIn } from '../../fixture';

/** A Pod with two containers and these newer fields. */
const rendered = (...patches: readonly Fields<V1Pod>[]) =>
  renderIn((chart) => {
    const spec = { hostname: 'shop', containers: [container('shop'), container('sidecar')] };
    const pod = new k8s.KubePod(chart, 'Pod-shop', { spec });
    for (const fields of patches) withNewerFields<V1Pod>(pod, fields);
  });
const specOf = (...patches: readonly Fields<V1Pod>[]) => manifest(rendered(...patches), 'Pod/shop').spec;
const lifecycle = { preStop: { sleep: { seconds: 5 } } };

describe('fields newer than the L1', () => {
  it('are added, and nothing else changes', () => {
    const { hostUsers, ...rest } = specOf({ spec: { hostUsers: false } });
    expect([hostUsers, rest]).toEqual([false, specOf()]);
  });

  it('are added to list items by name', () => {
    const [shop, sidecar] = specOf({ spec: { containers: [{ name: 'sidecar', lifecycle }] } }).containers;
    expect([shop.lifecycle, sidecar.lifecycle]).toEqual([undefined, lifecycle]);
  });

  it('can come from several calls', () => {
    const { containers, hostUsers } = specOf({ spec: { hostUsers: true } }, { spec: { containers: [{ name: 'shop', lifecycle }] } });
    expect([hostUsers, containers[0].lifecycle]).toEqual([true, lifecycle]);
  });

  it('do not hide other fields that the L1 dropped', () => {
    const model = renderIn((chart) => {
      const spec = { containers: [container('shop')], hostNetwrk: true } as k8s.PodSpec;
      withNewerFields<V1Pod>(new k8s.KubePod(chart, 'Pod-shop', { spec }), { spec: { hostUsers: false } });
    });
    expect(model.files.flatMap(({ objects }) => objects.flatMap(({ lost }) => lost))).toEqual(['spec.hostNetwrk']);
  });

  it('are refused if the manifest already has the field', () => {
    expect(failure(() => rendered({ spec: { hostname: 'other' } }))).toBe(
      '10-shop/Pod-shop: spec.hostname is "other"; the manifest already has it; set it in the L1 construct',
    );
  });

  it('are refused for an item that is not in the list', () => {
    expect(failure(() => rendered({ spec: { containers: [{ name: 'shpo', lifecycle }] } }))).toBe(
      '10-shop/Pod-shop: spec.containers[].name is "shpo"; it must be one of shop, sidecar',
    );
  });

  it('are refused for an item without a name', () => {
    expect(failure(() => rendered({ spec: { containers: [{ lifecycle }] } }))).toBe(
      '10-shop/Pod-shop: spec.containers[].name is missing; it must be one of shop, sidecar',
    );
  });
});
