import type { Manifest } from '../model';
import type { Delivered } from './argocd/rows';
import type { Packaged } from './helm/packaged';
import { inDist } from './in-dist';
import { postgres } from './postgres';
import type { ProvenComponent } from './proven-component';
import { redis } from './redis';

const shopfds = {
  platform: 'shopfds',
  environment: 'production',
  application: 'ecommerce',
  applicationPort: 8000,
  scraper: { namespace: 'monitoring', labels: { 'app.kubernetes.io/name': 'prometheus' } },
  edge: { namespace: 'envoy-gateway-system', labels: { 'app.kubernetes.io/name': 'envoy', 'app.kubernetes.io/component': 'proxy' } },
} as const;

/** The platforms that Argo CD delivers. */
export const delivered: readonly Delivered[] = [
  { platform: shopfds.platform, environments: ['dev', shopfds.environment], application: shopfds.application },
];

/** The stores in the manifests. */
const stores = (manifests?: () => readonly Manifest[]): readonly ProvenComponent[] => {
  const [database, cache] = [
    { ...shopfds, id: 'shopfds-db' },
    { ...shopfds, id: 'shopfds-redis' },
  ];
  return [postgres(database, inDist(database, manifests)), redis(cache, inDist(cache, manifests))];
};

/** Every component under proof, in the order of runs and of docs/proof.md. */
export const components: readonly ProvenComponent[] = stores();

/** The platforms that Helm installs. */
export const packaged: readonly Packaged[] = [
  {
    platform: shopfds.platform,
    environment: shopfds.environment,
    bare: 'dev',
    release: 'shop',
    upgrades: {
      replicas: ['ecommerce.replicas', 'database.readProxy.replicas'],
      tags: ['database.images.spilo.tag', 'redis.images.redis.tag'],
      memory: ['database.resources.memory', 'redis.resources.memory'],
    },
    stores,
  },
];
