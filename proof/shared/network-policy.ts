import type { ProvenComponent } from '../proven-component';
import { type Destinations, type Source, tryMatrix } from '../reach';
import type { Row } from '../row';
import type { Labels } from '../shapes';

/** The allowed connections, written by hand: the expected result of the NetworkPolicies. */
export interface Matrix {
  /** What the scraper may reach, as `part port`. */
  readonly metrics: readonly string[];
  /** Further sources, such as the component's own pods. @default none */
  own?(): readonly Source[];
}

const stranger: Labels = { 'app.kubernetes.io/name': 'stranger' };

/** The pods that try: the component's own pods, its application, the scraper, the edge and strangers. */
export function sourcesOf({ dist, parts, peers }: ProvenComponent, { metrics, own }: Matrix): readonly Source[] {
  const { namespace } = dist;
  const { application, applicationPort, edge, scraper } = peers;
  const clientPorts = Object.entries(parts).map(([part, { port }]) => `${part} ${port}`);
  return [
    { name: application, namespace, labels: dist.selector(application), allowed: [...clientPorts, 'dns 53'] },
    ...(own?.() ?? []),
    { name: 'stranger', namespace, labels: stranger, allowed: [] },
    { name: 'scraper', ...scraper, allowed: metrics },
    { name: 'edge', ...edge, allowed: [`${application} ${applicationPort}`] },
    { name: 'stranger-elsewhere', namespace: scraper.namespace, labels: stranger, allowed: [] },
  ];
}

/** Every port of every pod of the component, and the application's. */
export const destinationsOf = ({ dist, parts, peers }: ProvenComponent): Destinations => ({
  ...Object.fromEntries(
    Object.entries(parts).map(([part, { workload, port, others }]) => [part, { labels: dist.selector(workload), ports: [port, ...others] }]),
  ),
  [peers.application]: { labels: dist.selector(peers.application), ports: [peers.applicationPort] },
});

export const networkPolicy = (component: ProvenComponent, matrix: Matrix): Row => ({
  name: 'network-policy',
  title: 'NetworkPolicy matrix',
  causes: 'pods with the labels of each workload, the scraper, the edge and two strangers open TCP connections to every port of every pod',
  promise: { text: 'declared connections are allowed, everything else is denied' },
  run: ({ say }) => tryMatrix(sourcesOf(component, matrix), destinationsOf(component), component.dist.namespace, say),
});
