import { stringify } from 'yaml';
import { connect, external, kubernetesApi, PlatformChart } from '../../../../constructs/kubernetes';
import { manifest, onCluster, renderCharts, renderIn } from '../../fixture';
import { alone, dns, pods, spec, to, workload } from '../workload/fixture';

describe('the NetworkPolicy of a workload', () => {
  it('denies all traffic except DNS for a workload without connections', () => {
    expect(alone({})).toEqual({ ...pods('shop'), policyTypes: ['Ingress', 'Egress'], ingress: [], egress: [dns] });
  });

  it('has exactly these rules for a client with an ingress', () => {
    const model = renderIn((chart) => {
      const store = workload(chart, 'store');
      workload(chart, 'shop', { connections: [to(store, 5432)], edge: 8000 });
    });
    expect(stringify(manifest(model, 'NetworkPolicy/shop'))).toMatchInlineSnapshot(`
      "apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        labels:
          app.kubernetes.io/component: test
          app.kubernetes.io/instance: shop
          app.kubernetes.io/managed-by: ballast
          app.kubernetes.io/name: shop
          app.kubernetes.io/part-of: shop
        name: shop
        namespace: shop
      spec:
        egress:
          - ports:
              - port: 53
                protocol: UDP
              - port: 53
                protocol: TCP
            to:
              - namespaceSelector:
                  matchLabels:
                    kubernetes.io/metadata.name: kube-system
                podSelector:
                  matchLabels:
                    k8s-app: kube-dns
          - ports:
              - port: 5432
                protocol: TCP
            to:
              - podSelector:
                  matchLabels:
                    app.kubernetes.io/instance: store
                    app.kubernetes.io/name: store
        ingress:
          - from:
              - namespaceSelector:
                  matchLabels:
                    kubernetes.io/metadata.name: ingress-nginx
                podSelector:
                  matchLabels:
                    app.kubernetes.io/name: ingress-nginx
            ports:
              - port: 8000
                protocol: TCP
        podSelector:
          matchLabels:
            app.kubernetes.io/instance: shop
            app.kubernetes.io/name: shop
        policyTypes:
          - Ingress
          - Egress
      "
    `);
  });

  it('allows the same ports on both sides of a connection', () => {
    const model = renderIn((chart) => {
      const store = workload(chart, 'store');
      workload(chart, 'shop', { connections: [to(store, 5432, 8008)] });
    });
    const ports = [
      { port: 5432, protocol: 'TCP' },
      { port: 8008, protocol: 'TCP' },
    ];
    expect(spec(model, 'store').ingress).toEqual([{ from: [pods('shop')], ports }]);
    expect(spec(model, 'store').egress).toEqual([dns]);
    expect(spec(model, 'shop').egress).toEqual([dns, { to: [pods('store')], ports }]);
    expect(spec(model, 'shop').ingress).toEqual([]);
  });

  it('has the namespace of a peer in another namespace, on both sides', () => {
    const model = renderCharts((app, props) => {
      const store = workload(new PlatformChart(app, '10-data', { ...props, namespace: 'data' }), 'store');
      workload(new PlatformChart(app, '20-shop', { ...props, namespace: 'shop' }), 'shop', { connections: [to(store, 5432)] });
    });
    const ports = [{ port: 5432, protocol: 'TCP' }];
    const inNamespace = (name: string) => ({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } });
    expect(spec(model, 'store').ingress).toEqual([{ from: [{ ...pods('shop'), ...inNamespace('shop') }], ports }]);
    expect(spec(model, 'shop').egress).toEqual([dns, { to: [{ ...pods('store'), ...inNamespace('data') }], ports }]);
  });

  it('includes clients that are declared before and after it, in any chart', () => {
    const model = renderCharts((app, props) => {
      const chart = (id: string) => new PlatformChart(app, id, { ...props, namespace: 'shop' });
      const store = workload(chart('10-data'), 'store');
      for (const id of ['a', 'b']) workload(chart(`20-${id}`), id, { connections: [to(store, 5432)] });
    });
    expect(spec(model, 'store').ingress.map((rule: { from: unknown[] }) => rule.from)).toEqual([[pods('a')], [pods('b')]]);
  });

  it("allows egress to the API server's addresses only if the workload connects to it", () => {
    const rule = { to: [{ ipBlock: { cidr: '10.1.0.0/28' } }], ports: [{ port: 6443, protocol: 'TCP' }] };
    expect(alone({ connections: [connect(kubernetesApi)] }).egress).toEqual([dns, rule]);
  });

  it('allows a port to public addresses for an external host, and to no private address', () => {
    const [, rule] = alone({ connections: [connect(external('sentry.io', 443))] }).egress;
    expect(rule.ports).toEqual([{ port: 443, protocol: 'TCP' }]);
    expect(rule.to).toEqual([{ ipBlock: { cidr: '0.0.0.0/0', except: expect.arrayContaining(['10.0.0.0/8', '169.254.0.0/16', '192.168.0.0/16']) } }]);
  });

  it('allows the ingress controller at the port of the edge', () => {
    expect(alone({ edge: 8000 }).ingress).toEqual([
      {
        from: [
          {
            namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ingress-nginx' } },
            podSelector: { matchLabels: { 'app.kubernetes.io/name': 'ingress-nginx' } },
          },
        ],
        ports: [{ port: 8000, protocol: 'TCP' }],
      },
    ]);
  });

  it("allows the clients of the environment at the platform's own edge, and the edge of the cluster nowhere", () => {
    const own = onCluster({ edge: { kind: 'nginx', clients: ['0.0.0.0/0'] } });
    const rule = { from: [{ ipBlock: { cidr: '0.0.0.0/0' } }], ports: [{ port: 8080, protocol: 'TCP' }] };
    expect(alone({ edge: 8000, outside: [8080] }, own).ingress).toEqual([rule]);
    expect(alone({ outside: [8080] }).ingress).toEqual([]);
  });

  it('allows Prometheus at every port with metrics', () => {
    const metrics = [
      { name: 'metrics', port: 9187 },
      { name: 'patroni', port: 8008 },
    ];
    const [rule] = alone({ metrics }).ingress;
    expect(rule.from[0].namespaceSelector).toEqual({ matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } });
    expect(rule.ports.map(({ port }: { port: number }) => port)).toEqual([9187, 8008]);
  });

  it('allows the pods of a workload to reach each other, in both directions', () => {
    const { ingress, egress } = alone({ self: [6379] });
    const ports = [{ port: 6379, protocol: 'TCP' }];
    expect(ingress).toEqual([{ from: [pods('shop')], ports }]);
    expect(egress).toEqual([dns, { to: [pods('shop')], ports }]);
  });
});

describe('two connections', () => {
  const ports = [{ port: 5432, protocol: 'TCP' }];

  it('to the same ports of the same pods give one rule on each side', () => {
    const model = renderIn((chart) => {
      const store = workload(chart, 'store');
      workload(chart, 'shop', { connections: [to(store, 5432), to(store, 5432)] });
    });
    expect(spec(model, 'shop').egress).toEqual([dns, { to: [pods('store')], ports }]);
    expect(spec(model, 'store').ingress).toEqual([{ from: [pods('shop')], ports }]);
  });

  it('to different ports of the same pods give two', () => {
    const model = renderIn((chart) => {
      const store = workload(chart, 'store');
      workload(chart, 'shop', { connections: [to(store, 5432), to(store, 8008)] });
    });
    expect(spec(model, 'shop').egress).toHaveLength(3);
    expect(spec(model, 'store').ingress).toHaveLength(2);
  });

  it('to two external hosts at the same port give one, and are both recorded', () => {
    const hosts = ['sentry.io', 'example.com'];
    const model = renderIn((chart) => workload(chart, 'shop', { connections: hosts.map((host) => connect(external(host, 443))) }));
    expect(spec(model, 'shop').egress).toHaveLength(2);
    expect(model.connections.map((connection) => connection.to)).toEqual(hosts);
  });
});
