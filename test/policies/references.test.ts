import type { Manifest, Model } from '../../model';
import { references } from '../../policies/references';
import { changed, type Editable, lines, model, withMore, without } from './fixture';

const shopPod = (change: (spec: Editable) => void, original?: Model) =>
  changed('Deployment/shop', ({ spec }) => change(spec.template.spec), original);
const shopContainer = (fields: object) =>
  shopPod((spec) => {
    Object.assign(spec.containers[0], fields);
  });
const where = 'shopfds/production 20-shop.yaml Deployment/shop';

describe('references', () => {
  it('passes when every reference exists', () => {
    expect(lines(references, model())).toEqual([]);
  });

  describe('to ConfigMaps', () => {
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

  describe('to Secrets', () => {
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
      const volume = shopPod((spec) =>
        spec.volumes.push({ name: 'more', secret: { secretName: 'db', items: [{ key: 'tls.key', path: 'tls.key' }] } }),
      );
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

  describe('to other objects', () => {
    it.each([
      ['ServiceAccount/shop', `${where} | it names ServiceAccount shop, which does not exist in shopfds | add it, or correct the name`],
      ['ServiceAccount/shop', 'RoleBinding/shop | it names ServiceAccount shop, which does not exist in shopfds'],
      ['Role/shop', 'RoleBinding/shop | it names Role shop, which does not exist in shopfds'],
      ['Service/shop', 'Ingress/shop | it names Service shop, which does not exist in shopfds'],
      ['Service/db', 'StatefulSet/db | it names Service db, which does not exist in shopfds'],
      ['Namespace/shopfds', `${where} | its namespace shopfds is not among the manifests | create it with NamespaceWithDefaultDeny`],
    ])('fails when %s is missing', (object, text) => {
      expect(lines(references, without(object))).toContainEqual(expect.stringContaining(text));
    });

    it('passes cluster roles that every cluster has, and fails when another is missing', () => {
      const bound = (name: string) =>
        changed('RoleBinding/shop', ({ roleRef }) => {
          Object.assign(roleRef, { kind: 'ClusterRole', name });
        });
      expect(lines(references, bound('view'))).toEqual([]);
      expect(lines(references, bound('viewer'))).toEqual([
        expect.stringContaining('RoleBinding/shop | it names ClusterRole viewer, which does not exist in the cluster'),
      ]);
    });

    it('passes subjects that are not ServiceAccounts, or are in a namespace outside of the manifests', () => {
      const subject = changed('RoleBinding/shop', ({ subjects }) => {
        subjects.push(
          { kind: 'Group', name: 'operators', namespace: 'shopfds' },
          { kind: 'ServiceAccount', name: 'prometheus', namespace: 'monitoring' },
        );
      });
      expect(lines(references, subject)).toEqual([]);
    });

    it("fails when a StatefulSet's Service is not headless or selects other pods", () => {
      const withAddress = changed('Service/db', ({ spec }) => {
        delete spec.clusterIP;
      });
      expect(lines(references, withAddress)).toEqual([
        expect.stringContaining(
          'StatefulSet/db | the Service of its serviceName db is not headless and selects its pods | the Service must be headless (clusterIP None) and select the pods',
        ),
      ]);
      const others = changed('Service/db', ({ spec }) => {
        spec.selector = { 'app.kubernetes.io/name': 'shop' };
      });
      expect(lines(references, others)).toEqual([
        expect.stringContaining('the Service of its serviceName db is headless and does not select its pods'),
      ]);
    });

    it.each([{ name: 'https' }, { number: 8000 }])('fails when an Ingress leads to port %j, which the Service lacks', (port) => {
      const subject = changed('Ingress/shop', ({ spec }) => {
        spec.rules[0].http.paths[0].backend.service.port = port;
      });
      expect(lines(references, subject)).toEqual([
        expect.stringContaining(`Ingress/shop | it leads to port ${port.name ?? port.number} of Service shop | the Service has http 80`),
      ]);
    });
  });

  describe('to volumes', () => {
    it('fails when a claim does not exist, such as that of a replica beyond the count', () => {
      const subject = changed('CronJob/backup', ({ spec }) => {
        spec.jobTemplate.spec.template.spec.volumes[0].persistentVolumeClaim.claimName = 'data-db-3';
      });
      expect(lines(references, subject)).toEqual([
        'shopfds/production 10-data.yaml CronJob/backup volume data | it mounts PersistentVolumeClaim data-db-3, which does not exist in shopfds | add it, or correct the name',
      ]);
      const claim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data-db-3', namespace: 'shopfds' } };
      expect(lines(references, withMore([claim], subject))).toEqual([]);
    });

    it('fails when a container mounts a volume that the pod does not have', () => {
      const subject = shopContainer({ volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }] });
      expect(lines(references, subject)).toEqual([`${where} container shop | it mounts volume tmp, which the pod does not have | the pod has files`]);
    });
  });

  describe('to ports by name', () => {
    it.each([
      ['livenessProbe', { livenessProbe: { tcpSocket: { port: 'web' } } }],
      ['readinessProbe', { readinessProbe: { httpGet: { path: '/', port: 'web' } } }],
      ['startupProbe', { startupProbe: { httpGet: { path: '/', port: 'web' } } }],
      ['preStop', { lifecycle: { preStop: { httpGet: { path: '/', port: 'web' } } } }],
    ])('fails when %s uses a port that its container does not declare', (handler, fields) => {
      expect(lines(references, shopContainer(fields))).toEqual([
        `${where} container shop | ${handler} uses port 'web', which this container does not declare | the container has http`,
      ]);
    });

    it('fails when a probe uses a port that another container of the pod declares', () => {
      const subject = changed('StatefulSet/db', ({ spec }) => {
        spec.template.spec.containers[0].livenessProbe = { httpGet: { path: '/', port: 'metrics' } };
      });
      expect(lines(references, subject)).toEqual([expect.stringContaining("container postgres | livenessProbe uses port 'metrics'")]);
    });

    it('fails when a PodMonitor scrapes a port that the pods do not have', () => {
      const subject = changed('PodMonitor/db', ({ spec }) => {
        spec.podMetricsEndpoints[0].port = 'exporter';
      });
      expect(lines(references, subject)).toEqual([
        expect.stringContaining(
          'PodMonitor/db | it scrapes port exporter, which no container of StatefulSet/db declares | its pods have postgres, metrics',
        ),
      ]);
    });
  });
});
