import type { Delivered } from './argocd/rows';
import { postgres } from './postgres';
import type { ProvenComponent } from './proven-component';
import { redis } from './redis';

const shopfds = {
  platform: 'shopfds',
  environment: 'production',
  application: 'ecommerce',
  applicationPort: 8000,
  scraper: { namespace: 'monitoring', labels: { 'app.kubernetes.io/name': 'prometheus' } },
  edge: { namespace: 'ingress-nginx', labels: { 'app.kubernetes.io/name': 'ingress-nginx' } },
} as const;

/** The platforms that Argo CD delivers. */
export const delivered: readonly Delivered[] = [
  { platform: shopfds.platform, environments: ['dev', shopfds.environment], application: shopfds.application },
];

/** Every component under proof, in the order of runs and of docs/proof.md. */
export const components: readonly ProvenComponent[] = [postgres({ ...shopfds, id: 'shopfds-db' }), redis({ ...shopfds, id: 'shopfds-redis' })];
