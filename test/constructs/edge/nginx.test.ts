import type { Manifest, Model } from '../../../model';
import { manifest, names } from '../fixture';
import { edgeOn, existing, nginx } from './fixture';

const plain = edgeOn(nginx);
const tls = edgeOn({ ...nginx, ...existing });
const template = (model: Model) => manifest(model, 'Deployment/edge').spec.template;
const container = (model: Model): Manifest => template(model).spec.containers[0];
const file = (model: Model, name: string): string => manifest(model, 'ConfigMap/edge').data[name];

describe('nginx as the edge', () => {
  it('has the prefixes of each host, with the Services that they lead to', () => {
    expect(file(tls, 'routes').split('\n')).toEqual([
      'domain shop.svc.cluster.local',
      'host shop.example.com /etc/ballast-tls/shop',
      'path / web',
      'path /admin admin',
      'path /reports admin',
      '',
    ]);
  });

  it('serves plain HTTP if there are no certificates', () => {
    expect(file(plain, 'routes')).toContain('host shop.example.com -\n');
    expect(manifest(plain, 'Service/edge').spec.ports.map(({ name }: { name: string }) => name)).toEqual(['http']);
    expect(template(plain).spec.volumes.map(({ name }: { name: string }) => name)).toEqual(['files', 'tmp']);
  });

  it('reads the certificate of each host from a folder', () => {
    expect(template(tls).spec.volumes.at(-1).projected.sources).toEqual([
      {
        secret: {
          name: 'shop-tls',
          items: [
            { key: 'tls.crt', path: 'shop/tls.crt' },
            { key: 'tls.key', path: 'shop/tls.key' },
          ],
        },
      },
    ]);
  });

  it('is reached by the clients of the environment, at its ports for them and not at that of its probes', () => {
    expect(manifest(tls, 'NetworkPolicy/edge').spec.ingress).toEqual([
      {
        from: [{ ipBlock: { cidr: '0.0.0.0/0' } }],
        ports: [
          { port: 8080, protocol: 'TCP' },
          { port: 8443, protocol: 'TCP' },
        ],
      },
    ]);
  });

  it('may reach the services that it leads to, and they admit nobody else', () => {
    const self = { 'app.kubernetes.io/name': 'nginx', 'app.kubernetes.io/instance': 'edge' };
    expect(manifest(plain, 'NetworkPolicy/web').spec.ingress).toEqual([
      { from: [{ podSelector: { matchLabels: self } }], ports: [{ port: 8000, protocol: 'TCP' }] },
    ]);
    expect(plain.connections.map(({ from, to }) => `${from} -> ${to}`)).toEqual(
      expect.arrayContaining(['outside -> edge', 'edge -> web', 'edge -> admin']),
    );
  });

  it('runs on two nodes by default, and one pod alone has no disruption budget', () => {
    expect(manifest(plain, 'Deployment/edge').spec.replicas).toBe(2);
    expect(names(plain)).toContain('PodDisruptionBudget/edge');
    expect(names(edgeOn(nginx, { replicas: 1 }))).not.toContain('PodDisruptionBudget/edge');
  });

  it('is ready whatever the services are, on a path that no host has', () => {
    expect(container(plain).readinessProbe.httpGet).toEqual({ path: '/healthz', port: 'health' });
    expect(container(plain).ports.map(({ name }: { name: string }) => name)).toEqual(['http', 'health']);
  });

  it('gives open requests less time than the kubelet gives the pod', () => {
    const seconds = Number(/^worker_shutdown_timeout (\d+)s;$/m.exec(file(plain, 'nginx.conf'))?.[1]);
    const [, , drain, limit] = container(plain).lifecycle.preStop.exec.command;
    expect(Number(drain) + seconds).toBeLessThan(Number(limit));
    expect(Number(limit)).toBeLessThan(template(plain).spec.terminationGracePeriodSeconds);
  });

  it('has time to wait for the addresses of the Services before it is restarted', () => {
    const seconds = Number(/\+ (\d+)\)\)$/m.exec(file(plain, 'start.sh'))?.[1]);
    const { periodSeconds, failureThreshold } = container(plain).startupProbe;
    expect(periodSeconds * failureThreshold).toBeGreaterThan(seconds + 10);
  });

  it('starts anew when its routes change', () => {
    const other = edgeOn(nginx, { hosts: { shop: { host: 'other.example.com', secret: 'shop-tls', paths: { web: ['/'] } } } });
    expect(template(other).metadata.annotations['checksum/routes']).not.toBe(template(plain).metadata.annotations['checksum/routes']);
  });
});
