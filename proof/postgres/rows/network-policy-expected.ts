import { namespace } from '../../pods';
import type { Destinations, Source } from '../../reach';
import { component, databaseContainer, databaseSelector, readProxySelector } from '../component';

// The allowed connections: the expected result of the NetworkPolicies, written by hand.

const ecommerce = { 'app.kubernetes.io/name': 'ecommerce', 'app.kubernetes.io/instance': 'ecommerce' };
const called = (name: string) => ({ 'app.kubernetes.io/name': name });

export const sources: readonly Source[] = [
  { name: 'ecommerce', namespace, labels: ecommerce, allowed: ['database 5432', 'reads 5432', 'dns 53'] },
  { name: 'reads', namespace, labels: readProxySelector, allowed: ['database 5432', 'database 8008', 'dns 53'] },
  {
    name: 'database',
    namespace,
    labels: databaseSelector,
    allowed: ['database 5432', 'database 8008', 'dns 53', 'api-server'],
    within: { pod: `${component}-0`, container: databaseContainer },
  },
  { name: 'stranger', namespace, labels: called('stranger'), allowed: [] },
  { name: 'scraper', namespace: 'monitoring', labels: called('prometheus'), allowed: ['database 8008', 'database 9187', 'reads 8404'] },
  { name: 'edge', namespace: 'ingress-nginx', labels: called('ingress-nginx'), allowed: ['ecommerce 8000'] },
  { name: 'stranger-elsewhere', namespace: 'monitoring', labels: called('stranger'), allowed: [] },
];

export const destinations: Destinations = {
  database: { labels: databaseSelector, ports: [5432, 8008, 9187] },
  reads: { labels: readProxySelector, ports: [5432, 8404] },
  ecommerce: { labels: ecommerce, ports: [8000] },
};
