// Where a running platform is: its Services with the commands that reach them, and the Secrets with its passwords.
import { type Manifest, type Model, nameOf } from '../../model';

interface Port {
  readonly name?: string;
  readonly port: number;
}

/** What else a client has to know, by the kind of the component. */
const notes: Readonly<Record<string, string>> = {
  redis: 'its servers refer clients to the addresses of pods (MOVED), which only clients in the cluster reach',
};

/** Services that clients use, by component. Headless ones are for the pods of a component, and of Services that are alike the first one is meant. */
function servicesOf(model: Model): { readonly id: string; readonly services: readonly Manifest[] }[] {
  const manifests = model.files.flatMap(({ objects }) => objects.map(({ manifest }) => manifest));
  return model.components.map(({ id, namespace, workloads }) => {
    const labels = manifests.filter((manifest) => workloads.includes(nameOf(manifest))).map(({ spec }) => spec.template.metadata.labels);
    const services = manifests.filter(
      ({ kind, metadata, spec }) =>
        kind === 'Service' &&
        metadata.namespace === namespace &&
        spec.clusterIP !== 'None' &&
        labels.some((each) => isInstanceOf(each, spec.selector ?? {})),
    );
    const alike = ({ spec }: Manifest) => JSON.stringify([spec.selector, spec.ports]);
    return { id, services: services.filter((service, index) => services.findIndex((other) => alike(other) === alike(service)) === index) };
  });
}

const isInstanceOf = (labels: Readonly<Record<string, string>>, selector: Readonly<Record<string, string>>): boolean =>
  ['app.kubernetes.io/name', 'app.kubernetes.io/instance'].every((key) => labels[key] !== undefined && labels[key] === selector[key]);

/** The free port on this machine that is nearest to the one of the Service. */
function localPort(port: number, taken: Set<number>): number {
  let local = port < 1024 ? port + 8000 : port; // lower ones need more rights
  while (taken.has(local)) local += 1;
  taken.add(local);
  return local;
}

/** Lines that say how to reach each component. */
export function reachLines(model: Model): string[] {
  const taken = new Set<number>();
  const lines = servicesOf(model).flatMap(({ id, services }) =>
    services.flatMap(({ metadata: { name, namespace }, spec }) =>
      (spec.ports as readonly Port[]).map(({ name: port, port: number }) => {
        const local = localPort(number, taken);
        const address = port?.startsWith('http') ? `http://localhost:${local}` : `localhost:${local}`;
        return [
          id,
          `kubectl -n ${namespace} port-forward service/${name} ${local}:${number}`,
          `# ${address}; in the cluster ${name}.${namespace}:${number}`,
        ];
      }),
    ),
  );
  const noted = model.components.flatMap(({ id, kind }) => (notes[kind] ? [`  (${id}: ${notes[kind]})`] : []));
  return lines.length === 0 ? [] : ['Reach it, each with a command that runs as long as you need it:', ...columns(lines), ...noted];
}

/** Lines that name the Secrets, never their values. */
export function secretLines({ secrets }: Pick<Model, 'secrets'>): string[] {
  const [first] = secrets;
  if (!first) return [];
  return [
    'Passwords are in these Secrets:',
    ...columns(secrets.map(({ namespace, name, keys, readers }) => [`${namespace}/${name}`, keys.join(', '), `read by ${readers.join(', ')}`])),
    `To read one: kubectl -n ${first.namespace} get secret ${first.name} -o jsonpath='{.data.${first.keys[0]}}' | base64 -d`,
  ];
}

/** Rows as lines with aligned columns. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)));
  return rows.map((row) => `  ${row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join('  ')}`.trimEnd());
}
