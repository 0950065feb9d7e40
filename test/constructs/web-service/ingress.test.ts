import { WebService, type WebServiceProps } from '../../../constructs/web-service';
import { failure, manifest, renderIn } from '../fixture';

type Ingress = NonNullable<WebServiceProps['ingress']>;

const rendered = (ingress: Ingress) =>
  renderIn(
    (chart) => new WebService(chart, 'shop', { image: 'ghcr.io/shop/shop:1.0.0', replicas: 1, resources: { cpu: '50m', memory: '128Mi' }, ingress }),
  );

describe('the Ingress of a web service', () => {
  it.each<[Ingress, string]>([
    ...['//', '/a//b', '/a/./b', '/a/..', '/../a', '/a%2Fb', '/a%2fb'].map((path): [{ host: string; paths: string[] }, string] => [
      { host: 'a.kr', paths: [path] },
      `paths[0] is "${path}"; it must not contain '//', '/./', '/../' or '%2F'`,
    ]),
    [{ host: 'a.kr', paths: ['/api/'] }, `paths[0] is "/api/"; it must not end with '/'; a prefix matches with and without it`],
    [{ host: 'a.kr', paths: ['/api', '/api'] }, 'paths is ["/api","/api"]; it must not contain duplicates'],
    [
      { host: 'a.kr', annotations: { 'kubernetes.io/ingress.class': 'nginx' } },
      `annotations['kubernetes.io/ingress.class'] is "nginx"; use ingressClass; the API server refuses both together`,
    ],
  ])('refuses the Ingress %j, which the API server or the controller would', (ingress, text) => {
    expect(failure(() => rendered(ingress))).toBe(`10-shop/shop: ingress.${text}`);
  });

  it('takes paths with dots, all hosts of a domain, and annotations of several lines', () => {
    const ingress = { host: '*.example.com', paths: ['/', '/.well-known', '/a..b', '/api'], annotations: { 'example.com/snippet': 'a;\n\tb;\n' } };
    expect(manifest(rendered(ingress), 'Ingress/shop')).toMatchObject({
      metadata: { annotations: ingress.annotations },
      spec: { rules: [{ host: '*.example.com', http: { paths: ingress.paths.map((path) => ({ path })) } }], tls: [{ hosts: ['*.example.com'] }] },
    });
  });
});
