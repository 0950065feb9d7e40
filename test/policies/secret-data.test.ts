import { secretData } from '../../policies/secret-data';
import { lines, model, withMore } from './fixture';

const secret = (fields: object) => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'db', namespace: 'shopfds' }, ...fields });

describe('secret-data', () => {
  it('passes manifests without Secrets, and a Secret that is filled on the cluster', () => {
    expect(lines(secretData, model())).toEqual([]);
    const token = secret({ type: 'kubernetes.io/service-account-token' });
    expect(lines(secretData, withMore([token]))).toEqual([]);
  });

  it.each(['data', 'stringData'])('fails when a Secret has %s, and does not repeat the value', (field) => {
    expect(lines(secretData, withMore([secret({ [field]: { password: 'hunter2' } })]))).toEqual([
      `shopfds/production 30-more.yaml Secret/db | ${field} contains password | declare it with secret(name, key) and let the environment's secret source provide it`,
    ]);
  });

  it('fails when the data field is still empty', () => {
    expect(lines(secretData, withMore([secret({ data: {} })]))).toEqual([expect.stringContaining('data contains nothing yet')]);
  });
});
