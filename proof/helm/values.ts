import { bytesOf, isMap, millicoresOf, over, type PlainMap, valueAt } from '../../model';
import { type ClusterOffer, limits } from '../transform';

// Values of a chart, and those with which it runs on the cluster of the proof.

export type Values = PlainMap;

/**
 * The values with which a chart runs on a small cluster without operators.
 *
 * @param usual the values of the chart
 * @param bare values for a cluster without operators, whose Secrets are taken
 * @returns only what differs from the usual values; and the differences in words
 */
export function fitted(
  usual: Values,
  bare: Values,
  offer: Pick<ClusterOffer, 'apiServer' | 'storageClasses'>,
): { readonly values: Values; readonly changes: readonly string[] } {
  const changes: string[] = [];
  const { addresses, port } = offer.apiServer;
  const storageClass = valueAt(usual, 'cluster.storageClass');
  const hasClass = typeof storageClass !== 'string' || offer.storageClasses.includes(storageClass);
  if (!hasClass) changes.push(`value cluster.storageClass: ${storageClass} -> null, the cluster's default`);
  changes.push(
    `value cluster.apiServer: this cluster's ${addresses.join(', ')} port ${port}`,
    'value cluster.operators: none',
    'values secrets: those of values-dev.yaml, which generate the Secrets',
  );
  const cluster = {
    apiServer: { cidrs: addresses.map((address) => `${address}/32`), ports: [port] },
    operators: [],
    ...(hasClass ? {} : { storageClass: null }),
  };
  return { values: over(shrunk(usual, '', changes), { cluster, secrets: bare.secrets }), changes };
}

/** Values by the end of their path, with the largest one that the cluster has room for. */
const sizes: readonly { readonly path: RegExp; readonly most: string; read(quantity: string): number }[] = [
  { path: /\.resources\.cpu$/, most: `${limits.cpuMillis}m`, read: millicoresOf },
  { path: /\.resources\.memory$/, most: `${limits.memoryMiB}Mi`, read: bytesOf },
  { path: /\.storage$/, most: '2Gi', read: bytesOf }, // the chart refuses less than three times the memory of Redis
];

/** Smaller values for those that are too large here. */
function shrunk(values: Values, path: string, changes: string[]): Values {
  const smaller = Object.entries(values).flatMap(([key, value]): [string, unknown][] => {
    const here = `${path}.${key}`;
    if (isMap(value)) {
      const inside = shrunk(value, here, changes);
      return Object.keys(inside).length > 0 ? [[key, inside]] : [];
    }
    const size = sizes.find((each) => each.path.test(here));
    if (!size || typeof value !== 'string' || size.read(value) <= size.read(size.most)) return [];
    changes.push(`value ${here.slice(1)}: ${value} -> ${size.most}`);
    return [[key, size.most]];
  });
  return Object.fromEntries(smaller);
}
