import { shopfds } from '../../../charts/shopfds';
import { shapeOf } from '../../../tools/helm/projection/shape';
import { readmeOf } from '../../../tools/helm/readme';
import { valuesOf } from '../../../tools/helm/values';

const about = { description: 'Sells things.', version: '1.2.3' };
const definition = { usual: 'production', leftOut: { quotas: 'They belong to the namespace.' }, ...about };
const described = { shape: shapeOf(shopfds.schema), shaping: new Map(), whole: new Set(['secrets.store']) };
const page = readmeOf(shopfds, definition, described, valuesOf(shopfds.data('production'), []));

describe('the README of a chart', () => {
  it.each([
    ['what it is', '# shopfds\n\nSells things. '],
    [
      'how to install it, and how another environment',
      'helm install shopfds helm/shopfds -n shopfds --create-namespace   # the values of production; of another environment: -f helm/shopfds/values-<environment>.yaml\n',
    ],
    ['how to refuse other pods than restricted ones', 'kubectl label namespace shopfds pod-security.kubernetes.io/enforce=restricted'],
    [
      'which operators it needs',
      'objects of `cert-manager.io`, `external-secrets.io`, `gateway.networking.k8s.io`, `keda.sh` and `monitoring.coreos.com`: install the CRDs of these operators first',
    ],
    ['which Secrets it needs', '| shopfds-db-patroni | password |'],
    ['which values it has', '| `ecommerce.replicas` | number from 1 to 1000 | `3` | Number of pods; with autoscaling, their minimum.'],
    [
      'which keys an object has that is passed on as it is',
      '| `secrets.store.kind` | `SecretStore`, `ClusterSecretStore` | `"ClusterSecretStore"` | Kind of the store. |',
    ],
    ['what is no value, and why', '- `quotas`: They belong to the namespace.'],
  ])('says %s', (_, text) => {
    expect(page).toContain(text);
  });

  it('has four cells in each row of the table of values', () => {
    const rows = page.split('\n').filter((line) => line.startsWith('| `'));
    expect(rows.filter((row) => row.split(/(?<!\\)\|/).length !== 6)).toEqual([]);
  });
});
