// Applies every example of docs/configuration.md to ShopFDS's production, because users copy them.
import { readFileSync } from 'node:fs';
import { shopfds } from '../../charts/shopfds';
import { production } from '../../charts/shopfds/environments';
import { manifestPolicies } from '../../policies';
import { examplesOf } from '../../tools/variants/examples';
import { withValue } from '../../tools/variants/places';
import { dist } from '../../tools/write';

const page = readFileSync('docs/configuration.md', 'utf8');
const rows = examplesOf(page).map(({ path, value }) => [path.join('.'), value] as const);

/** Settings without an effect on ShopFDS, as the page says. */
const unchanged = [...page.matchAll(/^\| .*manifests stay the same.* \| `([\w.]+)` \| /gm)].map(([, where = '']) => where);

/** Texts that the example adds to the manifests. */
const brings: Readonly<Record<string, readonly string[]>> = {
  'cluster.registries': ['image: registry.example.com/docker-hub/library/redis:', 'image: registry.example.com/github/shopfds/ecommerce:'],
  'pods.imagePullSecrets': ['imagePullSecrets:\n        - name: registry-credentials'],
  'redis.images': ['image: docker.io/library/redis:7.2.17', 'image: registry.example.com/redis-exporter:'],
  'redis.images.exporter': [`redis_exporter:v1.90.0@sha256:${'0123456789abcdef'.repeat(4)}`],
  'database.images': ['spilo-18:4.1-p3', 'haproxy:3.2.22', 'postgres-exporter:v0.19.2'],
  'ecommerce.image': ['image: registry.example.com/ecommerce:1.0.1'],
  'pods.labels': ['example.com/team: shop'],
  'pods.annotations': ['example.com/contact: shop@example.com'],
  'redis.pod': ['example.com/tier: cache', 'example.com/note: cache'],
  services: ['example.com/mesh: "on"', 'example.com/owner: shop'],
  'database.service': ['example.com/expose: internal'],
  'monitors.labels': ['release: kube-prometheus-stack'],
  'cluster.runbooks': ['runbook_url: https://wiki.example.com/runbooks/postgresql.md'],
  'pods.nodeSelector': ['nodeSelector:\n        kubernetes.io/arch: amd64'],
  'database.pod': ['pool: databases', 'tolerations:\n        - effect: NoSchedule'],
  'ecommerce.pod.affinity': ['nodeSelectorTerms:'],
  'database.pod.priorityClassName': ['priorityClassName: stores'],
  'ecommerce.pod.runtimeClassName': ['runtimeClassName: gvisor'],
  'pods.zones': ['topologyKey: topology.kubernetes.io/zone\n          whenUnsatisfiable: DoNotSchedule'],
  'pods.certificateAuthorities': ['name: SSL_CERT_FILE', 'name: trusted-certificates'],
  'pods.dnsConfig': ['- name: timeout\n            value: "2"'],
  'ecommerce.resources': ['cpu: "2"\n              ephemeral-storage: 1Gi'],
  'redis.sidecars': ['cpu: 30m\n              memory: 48Mi'],
  'cluster.storageClass': ['storageClassName: fast'],
  'redis.storageClass': ['storageClassName: local-nvme'],
  'database.parameters': ['"work_mem": "32MB"', '"random_page_cost": 1.1'],
  'edge.hosts.shop': ['secretName: www-tls', '- www.example.com', 'value: /api'],
  'edge.annotations': ['example.com/load-balancer: internal'],
  'cluster.edge': ['kind: Ingress\n', 'ingressClassName: traefik'],
  'cluster.certificates': ['kind: Issuer\n    name: internal'],
  'cluster.dns': ['port: 5353', 'kubernetes.io/metadata.name: openshift-dns'],
  'cluster.dns.cidrs': ['cidr: 169.254.20.10/32'],
  'cluster.dualStack': ['cidr: ::/0'],
  'cluster.edge.cidrs': ['cidr: 10.20.0.0/24', 'cidr: fd00:20::/64'],
  'redis.clients': ['kubernetes.io/metadata.name: reporting'],
  'ecommerce.egress': ['cidr: 10.30.0.0/16'],
  quotas: ['kind: ResourceQuota', 'requests.cpu: "40"', 'pods: "60"'],
};

const textOf = (environment: unknown) => {
  const model = shopfds.render('production', environment);
  const violations = manifestPolicies.flatMap((policy) => policy.check(model));
  return { violations, text: Object.values(dist([model])).join('\n') };
};

const before = textOf(production).text;

describe('the table of docs/configuration.md', () => {
  it('has exactly the settings that this test knows', () => {
    expect(rows.map(([where]) => where).sort()).toEqual(Object.keys(brings).sort());
  });

  it('says so if a setting has no effect on ShopFDS', () => {
    expect(unchanged).toEqual(Object.keys(brings).filter((where) => brings[where]?.length === 0));
  });

  it.each(rows)('is correct about %s: %j', (where, value) => {
    const { violations, text } = textOf(withValue(production, where.split('.'), value));
    expect(violations).toEqual([]);
    if (unchanged.includes(where)) expect(text).toBe(before);
    for (const expected of brings[where] ?? []) {
      expect(text).toContain(expected);
      expect(before).not.toContain(expected);
    }
  });
});
