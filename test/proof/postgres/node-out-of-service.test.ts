import { withoutFreeNode } from '../../../proof/postgres/rows/node-out-of-service';

describe('a node for an instance whose node is given up', () => {
  test('is one that has no instance', () => expect(withoutFreeNode(3)({ nodes: '4 nodes that see 2 CPUs and 24 GiB each' })).toBeUndefined());

  test('is missing where each node has an instance', () =>
    expect(withoutFreeNode(3)({ nodes: '3 nodes that see 2 CPUs and 24 GiB each' })).toBe(
      'the cluster has 3 nodes that see 2 CPUs and 24 GiB each, the row needs 4: one without an instance',
    ));
});
