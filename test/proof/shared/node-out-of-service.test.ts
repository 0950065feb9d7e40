import type { Pod } from '../../../proof/shapes';
import { withoutFreeNode, withoutSuccessor } from '../../../proof/shared/node-out-of-service';

describe('a free node for pods whose node is given up', () => {
  test('is one beyond those that the component needs', () =>
    expect(withoutFreeNode(3)({ nodes: '4 nodes that see 2 CPUs and 24 GiB each' })).toBeUndefined());

  test('is missing where there are no more than those', () =>
    expect(withoutFreeNode(3)({ nodes: '3 nodes that see 2 CPUs and 24 GiB each' })).toBe(
      'the cluster has 3 nodes that see 2 CPUs and 24 GiB each, the row needs 4',
    ));
});

describe('a pod whose node is given up', () => {
  const pod = (uid: string, nodeName: string, ready = 'True'): Pod => ({
    metadata: { name: 'db-0', namespace: 'shop', uid },
    spec: { nodeName, containers: [] },
    status: { phase: 'Running', conditions: [{ type: 'Ready', status: ready }] },
  });
  const lost = pod('old', 'node1');

  test('is replaced by a pod that is ready on another node', () => expect(withoutSuccessor([pod('new', 'node4')], lost)).toBeUndefined());

  test.each([
    ['it is still there', [lost], 'db-0 is not replaced yet'],
    ['it is gone', [], 'db-0 is not replaced yet'],
    ['its successor is not ready', [pod('new', 'node4', 'False')], 'db-0 is not ready'],
  ])('is not replaced while %s', (_, pods, reason) => expect(withoutSuccessor(pods, lost)).toBe(reason));
});
