import { requireProofCluster } from '../../proof/cluster';

describe('KUBECONFIG', () => {
  test('must be set', async () =>
    expect(requireProofCluster('')).rejects.toThrow(
      'KUBECONFIG is not set; it must name the kubeconfig file of the cluster that the proof may break',
    ));

  test('must name a file', async () =>
    expect(requireProofCluster('/nowhere/config')).rejects.toThrow("KUBECONFIG is '/nowhere/config', which does not exist"));
});
