import { adapterFor } from '../../proof/nodes';
import type { Node } from '../../proof/shapes';

const node = (name: string, providerID?: string, region?: string) =>
  ({ metadata: { name, labels: { 'topology.kubernetes.io/region': region } }, spec: { providerID } }) as unknown as Node;

describe('the nodes of a cluster', () => {
  test('are those of kind by their provider IDs', () =>
    expect(adapterFor([node('a', 'kind://docker/kind/a')], '/nowhere').how).toContain('docker stop'));

  test('are those of the test cluster by their names and region', () =>
    expect(adapterFor([node('node1', undefined, 'test')], __filename).how).toContain('node-down'));

  test('of the test cluster need its program', () =>
    expect(() => adapterFor([node('node1', undefined, 'test')], '/nowhere/cluster')).toThrow(
      "these are nodes of the test cluster, but its program /nowhere/cluster does not exist; set PROOF_CLUSTER_PROGRAM to the path of 'cluster'",
    ));

  test.each([
    ['of another provider', [node('ip-10-0-0-1', 'aws:///a/i-1')], 'this cluster has other nodes: ip-10-0-0-1 (aws:///a/i-1)'],
    ['without a provider', [node('node1')], 'this cluster has other nodes: node1 (no provider ID)'],
    ['that do not exist', [], 'this cluster has other nodes: none'],
  ])('%s are refused', (_, nodes, message) => expect(() => adapterFor(nodes, __filename)).toThrow(message));
});
