import { connect, external, hostOf, kubernetesApi } from '../../../../constructs/kubernetes';
import { failure, renderIn } from '../../fixture';
import { to, workload } from './fixture';

describe('a connection', () => {
  it('is recorded for the diagram, with soft edges marked', () => {
    const model = renderIn((chart) => {
      const store = workload(chart, 'store', { self: [6379], metrics: [{ name: 'metrics', port: 9121 }] });
      const soft = connect({ workload: store, ports: [6379], values: () => ({}) }, { survivesLoss: true });
      workload(chart, 'shop', { edge: 8000, connections: [soft, connect(kubernetesApi), connect(external('sentry.io', 443))] });
    });
    const lines = model.connections.map(
      ({ kind, from, to: target, ports, survivesLoss }) => `${kind}: ${from} -> ${target} ${ports}${survivesLoss ? ' soft' : ''}`,
    );
    expect(lines).toEqual([
      'self: store -> store 6379',
      'scraper: scraper -> store 9121 soft',
      'edge: edge -> shop 8000',
      'component: shop -> store 6379 soft',
      'kubernetes-api: shop -> kubernetes-api 6443',
      'external: shop -> sentry.io 443',
    ]);
  });

  it('fails when an endpoint has no ports, which would allow all ports', () => {
    const call = () =>
      renderIn((chart) => {
        workload(chart, 'shop', { connections: [to(workload(chart, 'store'))] });
      });
    expect(failure(call)).toBe('10-shop/store/Default: the ports of a connection is []; it must name at least one');
  });

  it.each([0, -1, 65_536, 0.5, Number.NaN])('refuses port %d of an external host', (port) => {
    expect(failure(() => external('sentry.io', port))).toBe(
      `external("sentry.io", ${port}): port is ${port}; it must be a whole number from 1 to 65535`,
    );
  });

  it.each(['', 'sentry', '10.0.0.1', 'https://sentry.io', 'Sentry.io'])('refuses the external host %j', (host) => {
    expect(failure(() => external(host, 443))).toBe(
      `external(${JSON.stringify(host)}, 443): host is ${JSON.stringify(host)}; it must be a DNS name such as 'shop.example.com'`,
    );
  });

  it("gives a Service's short name to clients in its namespace, and its complete name to others", () => {
    renderIn((chart) => {
      const client = workload(chart, 'shop');
      expect(hostOf('store', 'shop', client)).toBe('store');
      expect(hostOf('store', 'data', client)).toBe('store.data.svc.cluster.local');
    });
    expect.assertions(2);
  });
});
