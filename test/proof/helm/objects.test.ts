import { differing, disturbed, runsOf } from '../../../proof/helm/objects';
import type { Pod } from '../../../proof/shapes';

const pod = (name: string, uid: string, restartCount = 0): Pod => ({
  metadata: { name, namespace: 'shop', uid },
  spec: { containers: [] },
  status: { phase: 'Running', containerStatuses: [{ name: 'main', restartCount }] },
});

describe('the disturbed pods', () => {
  const before = runsOf([pod('db-0', 'a'), pod('db-1', 'b')]);

  it('are none if all are the same', () => expect(disturbed(before, runsOf([pod('db-0', 'a'), pod('db-1', 'b')]))).toEqual([]));

  it('are those that were replaced', () => expect(disturbed(before, runsOf([pod('db-0', 'a'), pod('db-1', 'c')]))).toEqual(['db-1']));

  it('are those with a restarted container', () => expect(disturbed(before, runsOf([pod('db-0', 'a', 1), pod('db-1', 'b')]))).toEqual(['db-0']));

  it('are those that are gone', () => expect(disturbed(before, runsOf([pod('db-0', 'a')]))).toEqual(['db-1']));

  it('are none of the new ones', () => expect(disturbed(before, runsOf([pod('db-0', 'a'), pod('db-1', 'b'), pod('db-2', 'c')]))).toEqual([]));
});

const workload = (replicas: number, image: string, memory: string) => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'db' },
  spec: { replicas, template: { spec: { containers: [{ name: 'main', image, resources: { limits: { memory } } }] } } },
});

describe('workloads of a release', () => {
  const wanted = workload(3, 'db:1', '1Gi');

  it('are equal if numbers, images and limits are', () => expect(differing([wanted], [structuredClone(wanted)]).size).toBe(0));

  it.each([workload(2, 'db:1', '1Gi'), workload(3, 'db:2', '1Gi'), workload(3, 'db:1', '2Gi')])('differ in one of them', (live) =>
    expect(differing([wanted], [live]).size).toBe(1),
  );

  it('are missing if the cluster does not have them', () =>
    expect([...differing([wanted], []).values()]).toEqual(['StatefulSet/db has no object instead of 3 pods, main db:1 1Gi']));

  it('are the only objects that are compared', () =>
    expect(differing([{ apiVersion: 'v1', kind: 'Service', metadata: { name: 'db' }, spec: {} }], []).size).toBe(0));
});
