import { platforms } from '../charts/platforms';
import type { Manifest } from '../model';
import { judge } from './judge';

const labels = { app: 'shop' };
const deployment = (fields: object = {}, container: object = {}): Manifest => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'shop', namespace: 'shop', labels },
  spec: {
    selector: { matchLabels: labels },
    template: { metadata: { labels }, spec: { containers: [{ name: 'shop', ...container }] } },
    ...fields,
  },
});

describe('judge()', () => {
  const models = platforms.flatMap((platform) => platform.environments.map((environment) => platform.build(environment)));
  const manifests = models.flatMap(({ files }) => files.flatMap(({ objects }) => objects.map(({ manifest }) => manifest)));

  it('finds no fault in dist', () => {
    expect(manifests.flatMap(judge)).toEqual([]);
  });

  it.each<[object, object]>([
    [{ replicas: 2 }, { resources: { requests: { cpu: '250m', memory: 1024 } } }],
    [{}, { readinessProbe: { httpGet: { port: 'http' } }, lifecycle: { preStop: { sleep: { seconds: 5 } } } }],
    [{ strategy: { rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } } }, {}],
  ])('finds no fault in a Deployment with %j and %j', (fields, container) => {
    expect(judge(deployment(fields, container))).toEqual([]);
  });

  it.each<[object, object, string]>([
    [{ replicas: '2' }, {}, 'spec.replicas must be integer'],
    [{ replicas: 1.5 }, {}, 'spec.replicas must be integer'],
    [{ replicas: 2 ** 31 }, {}, 'spec.replicas must be <= 2147483647'],
    [{ replcas: 2 }, {}, 'spec must NOT have additional properties: replcas'],
    [{ selector: undefined }, {}, "spec must have required property 'selector'"],
    [{ selector: { matchLabels: { app: 5 } } }, {}, 'spec.selector.matchLabels.app must be string'],
    [{}, { image: null }, 'spec.template.spec.containers.0.image must be string'],
    [{}, { command: '/bin/sh' }, 'spec.template.spec.containers.0.command must be array'],
    [{}, { env: [{ value: 'a' }] }, "spec.template.spec.containers.0.env.0 must have required property 'name'"],
    [{}, { ports: [{ containerPort: '80' }] }, 'spec.template.spec.containers.0.ports.0.containerPort must be integer'],
    [
      {},
      { resources: { requests: { memory: '1 Gi' } } },
      'spec.template.spec.containers.0.resources.requests.memory must match pattern "^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$"',
    ],
    [{}, { livenessProbe: { tcpSocket: { port: true } } }, 'spec.template.spec.containers.0.livenessProbe.tcpSocket.port must be integer,string'],
  ])('finds the fault of a Deployment with %j and %j', (fields, container, fault) => {
    expect(judge(deployment(fields, container))).toContain(fault);
  });

  const ofKind = (kind: string): Manifest => {
    const found = manifests.find((manifest) => manifest.kind === kind);
    if (!found) throw new Error(`no platform renders a ${kind}`);
    return found;
  };

  it.each(['ExternalSecret', 'PodMonitor', 'PrometheusRule', 'NetworkPolicy', 'StatefulSet', 'Ingress'])('knows the fields of a %s', (kind) => {
    const manifest = ofKind(kind);
    expect(judge({ ...manifest, spec: { ...manifest.spec, wrong: 1 } })).toEqual(['spec must NOT have additional properties: wrong']);
    expect(judge({ ...manifest, metadata: { ...manifest.metadata, labels: { app: 5 } } } as unknown as Manifest)).toEqual([
      'metadata.labels.app must be string',
    ]);
  });

  it('refuses a kind without schema', () => {
    expect(judge({ ...deployment(), apiVersion: 'apps/v1beta1' })).toEqual([
      'test/judge-schemas.json has no schema of apps/v1beta1 Deployment; tools/record-schemas.ts records them',
    ]);
  });
});
