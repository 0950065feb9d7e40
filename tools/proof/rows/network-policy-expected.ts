import { databaseSelector, namespace, readProxySelector } from '../component';

// Who may reach whom: the table that the NetworkPolicies must come to, written out by hand.

export type Destination = 'database' | 'reads' | 'ecommerce' | 'dns' | 'api-server';

/** Where from: the labels that make a pod what it is, and all that it may reach. */
export interface Source {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  /** As `destination port`; everything else must be denied. */
  readonly allowed: readonly string[];
}

const ecommerce = { 'app.kubernetes.io/name': 'ecommerce', 'app.kubernetes.io/instance': 'ecommerce' };
const called = (name: string) => ({ 'app.kubernetes.io/name': name });

export const sources: readonly Source[] = [
  { name: 'ecommerce', namespace, labels: ecommerce, allowed: ['database 5432', 'reads 5432', 'dns 53'] },
  { name: 'reads', namespace, labels: readProxySelector, allowed: ['database 5432', 'database 8008', 'dns 53'] },
  { name: 'database', namespace, labels: databaseSelector, allowed: ['database 5432', 'database 8008', 'dns 53', 'api-server'] },
  { name: 'stranger', namespace, labels: called('stranger'), allowed: [] },
  { name: 'scraper', namespace: 'monitoring', labels: called('prometheus'), allowed: ['database 8008', 'database 9187', 'reads 8404'] },
  { name: 'edge', namespace: 'ingress-nginx', labels: called('ingress-nginx'), allowed: ['ecommerce 8000'] },
  { name: 'stranger-elsewhere', namespace: 'monitoring', labels: called('stranger'), allowed: [] },
];

/** What is tried from everywhere. DNS and the API server only from within: other namespaces' ways out are not ours to close. */
export const ports: Readonly<Record<Destination, readonly number[]>> = {
  database: [5432, 8008, 9187],
  reads: [5432, 8404],
  ecommerce: [8000],
  dns: [53],
  'api-server': [],
};

export const selectors: Readonly<Partial<Record<Destination, Readonly<Record<string, string>>>>> = {
  database: databaseSelector,
  reads: readProxySelector,
  ecommerce,
};
