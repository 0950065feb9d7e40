import { heldUntil } from '../../proof/cluster-lease';

const lease = {
  metadata: { name: 'ballast-proof', namespace: 'kube-system' },
  spec: { holderIdentity: 'vm, process 1', renewTime: '2026-01-01T00:00:00.000000Z', leaseDurationSeconds: 120 },
};
const at = (time: string) => Date.parse(`2026-01-01T${time}Z`);

describe('the cluster', () => {
  test('is free without a lease', () => expect(heldUntil(undefined, at('00:00:00'))).toBeUndefined());

  test('is held until its lease expires', () => expect(heldUntil(lease, at('00:01:59'))).toEqual(new Date(at('00:02:00'))));

  test('is free once the lease has expired', () => expect(heldUntil(lease, at('00:02:00'))).toBeUndefined());
});
