import type { Manifest } from '../../../model';
import { references } from '../../../policies/references';
import { changed, lines, model, withMore } from '../fixture';
import { shopContainer, shopPod, where } from './fixture';

describe('references to Secrets', () => {
  const metadata = { name: 'db', namespace: 'shopfds' };
  const external = (key: string, target = 'db'): Manifest => ({
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: { name: 'any', namespace: 'shopfds' },
    spec: { target: { name: target }, data: [{ secretKey: key }] },
  });
  const generated = (secrets: string): Manifest => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'generated-secrets-1a2b3c4d', namespace: 'shopfds', labels: { 'app.kubernetes.io/name': 'generated-secrets' } },
    data: { secrets },
  });
  const place = `${where} container shop`;

  it('passes a key that the table of Secrets, an ExternalSecret or the generating Job provides', () => {
    expect(lines(references, model())).toEqual([]);
    expect(lines(references, withMore([external('password')]))).toEqual([]);
    expect(lines(references, withMore([generated('other a,b data-other-0\ndb username,password data-db-0\n')]))).toEqual([]);
  });

  it('passes optional references', () => {
    const env = [{ name: 'A', valueFrom: { secretKeyRef: { name: 'none', key: 'a', optional: true } } }];
    expect(lines(references, shopContainer({ env }))).toEqual([]);
  });

  it('fails when the table of Secrets lacks the Secret or the key', () => {
    expect(lines(references, { ...model(), secrets: [] })).toEqual([
      expect.stringContaining(
        `${place} | it reads Secret shopfds/db, which the table of Secrets does not provide | read it in a way that secretsOf() recognizes`,
      ),
    ]);
    const secrets = [{ ...metadata, keys: ['username'], readers: [], claims: [] }];
    expect(lines(references, { ...model(), secrets })).toEqual([
      expect.stringContaining(`${place} | it reads key password of Secret db, for which the table of Secrets provides username`),
    ]);
  });

  it('fails when there are ExternalSecrets and none provides the Secret or the key', () => {
    expect(lines(references, withMore([external('password', 'other')]))).toEqual([
      `${place} | it reads Secret shopfds/db, which an ExternalSecret does not provide | add an ExternalSecret with that key`,
    ]);
    expect(lines(references, withMore([external('username')]))).toEqual([
      `${place} | it reads key password of Secret db, for which an ExternalSecret provides username | add an ExternalSecret with that key`,
    ]);
  });

  it('fails when Secrets are generated and the list lacks the Secret or the key', () => {
    expect(lines(references, withMore([generated('other password\n')]))).toEqual([
      `${place} | it reads Secret shopfds/db, which the Job generated-secrets does not provide | add it to the list in that Job's ConfigMap`,
    ]);
    expect(lines(references, withMore([generated('db username data-db-0\n')]))).toEqual([
      `${place} | it reads key password of Secret db, for which the Job generated-secrets provides username | add it to the list in that Job's ConfigMap`,
    ]);
  });

  it.each([
    ['all variables', shopContainer({ env: [], envFrom: [{ secretRef: { name: 'db' } }] })],
    ['a volume', shopPod((spec) => spec.volumes.push({ name: 'more', secret: { secretName: 'db' } }))],
    ['a projected volume', shopPod((spec) => spec.volumes.push({ name: 'more', projected: { sources: [{ secret: { name: 'db' } }] } }))],
  ])('fails when %s read a whole Secret, because its required keys are unknown', (_, subject) => {
    expect(lines(references, subject)).toEqual([
      expect.stringContaining('| it reads Secret db without naming keys | name each key, by secretKeyRef or by items'),
    ]);
  });

  it('fails when a volume or an image pull reads a key that nothing provides', () => {
    const volume = shopPod((spec) => spec.volumes.push({ name: 'more', secret: { secretName: 'db', items: [{ key: 'tls.key', path: 'tls.key' }] } }));
    expect(lines(references, volume)).toEqual([expect.stringContaining(`${where} volume more | it reads key tls.key of Secret db`)]);
    const pull = shopPod((spec) => {
      spec.imagePullSecrets = [{ name: 'registry' }];
    });
    expect(lines(references, pull)).toEqual([expect.stringContaining(`${where} | it reads Secret shopfds/registry`)]);
  });

  it('fails when nothing provides the certificate of an Ingress, unless a Certificate creates it', () => {
    const subject = changed('Ingress/shop', ({ spec }) => {
      spec.tls = [{ hosts: ['shop.example.com'], secretName: 'shop-tls' }];
    });
    expect(lines(references, subject)).toContainEqual(expect.stringContaining('Ingress/shop | it reads Secret shopfds/shop-tls'));
    const certificate = {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: { name: 'shop', namespace: 'shopfds' },
      spec: { secretName: 'shop-tls' },
    };
    expect(lines(references, withMore([certificate], subject))).toEqual([]);
  });
});
