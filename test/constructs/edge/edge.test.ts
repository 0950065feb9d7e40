import { Edge, type EdgeProps } from '../../../constructs/edge';
import { NamespaceWithDefaultDeny, PlatformChart } from '../../../constructs/kubernetes';
import { WebService } from '../../../constructs/web-service';
import type { Model } from '../../../model';
import { manifestPolicies } from '../../../policies';
import { itRendersEveryProp } from '../every-prop';
import { failure, manifest, names, renderCharts } from '../fixture';
import { certManager, edgeOn, existing, gateway, ingress, nginx } from './fixture';

const spec = (model: Model, name: string) => manifest(model, name).spec;
const withPaths = (...paths: readonly string[]): Partial<EdgeProps> => ({
  hosts: { shop: { host: 'shop.example.com', secret: 'shop-tls', paths: { web: paths } } },
});

/** Every prop. A new prop fails to compile until it is added here; the test looks for its value in the manifests. */
const all: Required<Omit<EdgeProps, 'routes'>> = {
  hosts: { seven: { host: 'seven.example.com', secret: 'seven-tls', paths: { web: ['/seven'], admin: ['/more'] } } },
  annotations: { 'example.com/seven': 'annotated' },
  replicas: 7,
  resources: { cpu: '770m', memory: '777Mi' },
  serviceType: 'NodePort',
  maximumBody: '77m',
  images: { nginx: { tag: '1.77.7' } },
  pod: { labels: { seven: 'pod' } },
  service: { labels: { seven: 'service' } },
};

const both = (): Model => {
  const [one, other] = [edgeOn({ ...nginx, ...existing }, all), edgeOn(ingress, all)];
  return { ...one, files: [...one.files, ...other.files] };
};

describe('an edge', () => {
  itRendersEveryProp<EdgeProps>(both(), {
    hosts: ['host seven.example.com /etc/ballast-tls/seven\n', '"name":"seven-tls"', 'path /seven web\n', 'path /more admin\n'],
    annotations: ['"example.com/seven":"annotated"'],
    replicas: ['"replicas":7'],
    resources: ['"cpu":"770m"', '"memory":"777Mi"'],
    serviceType: ['"type":"NodePort"'],
    maximumBody: ['client_max_body_size 77m;'],
    images: ['"image":"docker.io/library/nginx:1.77.7"'],
    pod: ['"seven":"pod"'],
    service: ['"seven":"service"'],
    routes: ['path /seven web\n'],
  });

  it.each([
    ['an ingress controller', ingress],
    ['an ingress controller, with certificates', { ...ingress, ...certManager }],
    ['a Gateway', gateway],
    ['a Gateway with cert-manager', { ...gateway, ...certManager }],
    ['nginx', nginx],
    ['nginx with certificates', { ...nginx, ...existing }],
    ['nginx with cert-manager', { ...nginx, ...certManager }],
  ])('passes every policy with %s', (_, cluster) => {
    const model = edgeOn(cluster);
    expect(manifestPolicies.flatMap((policy) => policy.check(model))).toEqual([]);
  });

  it.each([
    ['/metrics', 'metrics are not for clients outside of the cluster; choose another path'],
    ['/metrics/app', 'metrics are not for clients outside of the cluster; choose another path'],
    ['/api/', "it must not end with '/'; a prefix matches with and without it"],
    ['/a//b', "it must not contain '//', '/./' or '/../'"],
    ['/a/../b', "it must not contain '//', '/./' or '/../'"],
    ['/a;b', "it must begin with '/' and contain only letters, digits and '-._~@+/'"],
    ['/%6detrics', "it must begin with '/' and contain only letters, digits and '-._~@+/'"],
  ])('refuses the path %s, which edges would take for different things', (path, remedy) => {
    expect(failure(() => edgeOn(ingress, withPaths(path)))).toBe(`10-shop/edge: hosts.shop.paths.web[0] is "${path}"; ${remedy}`);
  });

  it('refuses the annotation that chooses a controller, because the class does', () => {
    expect(failure(() => edgeOn(ingress, { annotations: { 'kubernetes.io/ingress.class': 'nginx' } }))).toBe(
      '10-shop/edge: annotations is {"kubernetes.io/ingress.class":"nginx"}; use ingressClass of cluster.edge; the API server refuses both together',
    );
  });

  it('refuses paths for a service that code does not route', () => {
    expect(failure(() => edgeOn(ingress, { routes: {} }))).toBe(
      '10-shop/edge: routes.web is missing; it must be the route of a web service, because a host has paths for it',
    );
  });

  it('refuses a service of another namespace, to which an Ingress cannot lead', () => {
    const call = () =>
      renderCharts((app, props) => {
        const namespaces = new PlatformChart(app, '00-namespaces', props);
        for (const name of ['shop', 'other']) new NamespaceWithDefaultDeny(namespaces, name);
        const service = new WebService(new PlatformChart(app, '10-other', { ...props, namespace: 'other' }), 'web', {
          image: 'ghcr.io/shop/app:1.0.0',
          replicas: 1,
          resources: { cpu: '50m', memory: '64Mi' },
        });
        const own = { shop: { host: 'a.kr', secret: 'a', paths: { web: ['/'] } } };
        new Edge(new PlatformChart(app, '20-edge', { ...props, namespace: 'shop' }), 'edge', { hosts: own, routes: { web: service.route } });
      });
    expect(failure(call)).toBe('20-edge/edge: routes.web is "other"; it must be in the namespace shop');
  });

  it('is the only way in: what it does not route admits nobody', () => {
    const model = edgeOn(ingress, withPaths('/'));
    expect(spec(model, 'NetworkPolicy/web').ingress).toHaveLength(1);
    expect(spec(model, 'NetworkPolicy/admin').ingress).toEqual([]);
  });
});

describe('the certificates of hosts', () => {
  it('are Secrets that must exist, and that no source of passwords creates', () => {
    const model = edgeOn({ ...nginx, ...existing });
    expect(model.given).toEqual([
      { kind: 'Secret', namespace: 'shop', name: 'shop-tls', keys: ['tls.crt', 'tls.key'], purpose: 'certificate of the host shop' },
    ]);
    expect(model.secrets).toEqual([]);
  });

  it.each([
    ['an ingress controller', ingress],
    ['a Gateway', gateway],
    ['nginx', nginx],
  ])('come from a Certificate of cert-manager with %s, and nobody else creates them', (_, cluster) => {
    const model = edgeOn({ ...cluster, ...certManager });
    expect(spec(model, 'Certificate/edge-shop')).toEqual({
      secretName: 'shop-tls',
      dnsNames: ['shop.example.com'],
      issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: 'public' },
      privateKey: { rotationPolicy: 'Always' },
    });
    expect([...model.given, ...model.secrets]).toEqual([]);
  });

  it('are in files of their own, because a cluster may lack the operator', () => {
    const model = edgeOn({ ...gateway, ...certManager });
    expect(model.files.map(({ name }) => name).filter((name) => name.startsWith('90-'))).toEqual(['90-certificates.yaml', '90-gateway.yaml']);
  });
});

describe('an edge that is an ingress controller', () => {
  it('is an Ingress for each host, without annotations', () => {
    expect(manifest(edgeOn(ingress), 'Ingress/edge-shop').metadata).not.toHaveProperty('annotations');
    const to = (name: string) => ({ service: { name, port: { name: 'http' } } });
    expect(spec(edgeOn({ ...ingress, ...existing }), 'Ingress/edge-shop')).toEqual({
      ingressClassName: 'nginx',
      rules: [
        {
          host: 'shop.example.com',
          http: {
            paths: [
              { path: '/', pathType: 'Prefix', backend: to('web') },
              { path: '/admin', pathType: 'Prefix', backend: to('admin') },
              { path: '/reports', pathType: 'Prefix', backend: to('admin') },
            ],
          },
        },
      ],
      tls: [{ hosts: ['shop.example.com'], secretName: 'shop-tls' }],
    });
  });

  it("uses the controller's own certificate if the cluster has none", () => {
    expect(spec(edgeOn(ingress), 'Ingress/edge-shop').tls).toEqual([{ hosts: ['shop.example.com'] }]);
  });

  it('has no pods', () => {
    expect(names(edgeOn(ingress))).not.toContain('Deployment/edge');
  });
});

describe('an edge that is a Gateway', () => {
  const model = edgeOn(gateway);

  it('serves each host by HTTPS, and redirects from HTTP', () => {
    expect(spec(model, 'Gateway/edge').listeners.map(({ name, hostname, port }: Record<string, unknown>) => [name, hostname, port])).toEqual([
      ['http', undefined, 80],
      ['https-shop', 'shop.example.com', 443],
    ]);
    expect(spec(model, 'HTTPRoute/edge-to-https')).toMatchObject({
      parentRefs: [{ name: 'edge', sectionName: 'http' }],
      rules: [{ filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }] }],
    });
  });

  it('never serves a route by HTTP', () => {
    expect(spec(model, 'HTTPRoute/edge-shop').parentRefs.map(({ sectionName }: { sectionName: string }) => sectionName)).toEqual(['https-shop']);
  });

  it('leads to port 80 of each Service, by its prefixes', () => {
    const rules = spec(model, 'HTTPRoute/edge-shop').rules as {
      matches: { path: { value: string } }[];
      backendRefs: { name: string; port: number }[];
    }[];
    expect(rules.map(({ matches, backendRefs: [to] }) => [to?.name, to?.port, ...matches.map(({ path }) => path.value)])).toEqual([
      ['web', 80, '/'],
      ['admin', 80, '/admin', '/reports'],
    ]);
  });

  it('is admitted at the services by its pods', () => {
    expect(JSON.stringify(spec(model, 'NetworkPolicy/web').ingress)).toContain('"podSelector":{"matchLabels":{"app":"envoy"}}');
  });
});
