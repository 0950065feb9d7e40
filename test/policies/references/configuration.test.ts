import { references } from '../../../policies/references';
import { changed, lines, model } from '../fixture';
import { shopContainer, shopPod, where } from './fixture';

describe('references to ConfigMaps', () => {
  it('passes optional references, and the certificate that the cluster publishes in every namespace', () => {
    const subject = shopContainer({ env: [], envFrom: [{ configMapRef: { name: 'none', optional: true } }] });
    expect(lines(references, subject)).toEqual([]);
    expect(lines(references, model())).toEqual([]); // StatefulSet/db reads kube-root-ca.crt
  });

  it('passes a subPath of a volume without ConfigMap, of an optional ConfigMap, and of an item with another path', () => {
    const subject = shopPod((spec) => {
      spec.volumes = [
        { name: 'tmp', emptyDir: {} },
        { name: 'maybe', configMap: { name: 'none', optional: true } },
        { name: 'renamed', configMap: { name: 'shop', items: [{ key: 'shop.conf', path: 'a' }] } },
        { name: 'whole', configMap: { name: 'shop' } },
      ];
      spec.containers[0].volumeMounts = [
        ...['tmp', 'maybe', 'renamed'].map((name) => ({ name, mountPath: `/${name}`, subPath: 'a' })),
        { name: 'whole', mountPath: '/whole' },
      ];
    });
    expect(lines(references, subject)).toEqual([]);
  });

  it.each([
    ['a variable', shopContainer({ env: [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'none', key: 'a' } } }] }), `${where} container shop`],
    ['all variables', shopContainer({ envFrom: [{ configMapRef: { name: 'none' } }] }), `${where} container shop`],
    ['a volume', shopPod((spec) => spec.volumes.push({ name: 'more', configMap: { name: 'none' } })), `${where} volume more`],
    [
      'a projected volume',
      shopPod((spec) => spec.volumes.push({ name: 'more', projected: { sources: [{ configMap: { name: 'none' } }] } })),
      `${where} volume more`,
    ],
  ])('fails when %s reads one that does not exist', (_, subject, place) => {
    expect(lines(references, subject)).toEqual([
      `${place} | it reads ConfigMap none, which does not exist in shopfds | add it to the chart of its readers, or correct the name`,
    ]);
  });

  it('fails when the ConfigMap is in another namespace', () => {
    const subject = changed('ConfigMap/shop', ({ metadata }) => {
      metadata.namespace = 'elsewhere';
    });
    expect(lines(references, subject)).toContainEqual(expect.stringContaining('it reads ConfigMap shop, which does not exist in shopfds'));
  });

  it.each([
    ['a variable', shopContainer({ env: [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'shop', key: 'a' } } }] })],
    ['an item of a volume', shopPod((spec) => spec.volumes.push({ name: 'more', configMap: { name: 'shop', items: [{ key: 'a', path: 'b' }] } }))],
    ['a subPath', shopContainer({ volumeMounts: [{ name: 'files', mountPath: '/a', subPath: 'a' }] })],
  ])('fails when %s reads a key that does not exist', (_, subject) => {
    expect(lines(references, subject)).toEqual([
      expect.stringContaining('| it reads key a of ConfigMap shop, which has no such key | the ConfigMap has currency, shop.conf'),
    ]);
  });
});
