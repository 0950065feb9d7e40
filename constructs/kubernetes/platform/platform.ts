import { ApiObject, App } from 'cdk8s';
import type { GivenObject, ManifestFile, Model, Rendered } from '../../../model';
import { pathText, secretsOf } from '../../../model';
import { refuseUnusedMirrors } from '../pod/mirrors';
import { faultsOf, leaveUnchecked, messageOf, read } from '../schema/check';
import { name } from '../schema/fields';
import { type Data, type Filled, object, type Schema } from '../schema/schema';
import { ContentJob } from '../workload/content-job';
import { Given } from '../workload/given';
import { workloadsOf } from '../workload/workload';
import { addAlerts } from './alerts';
import { PlatformChart } from './chart';
import { componentRecords } from './component-records';
import type { Environment } from './environment';
import type { HelmChart } from './helm-chart';
import { addMonitors } from './monitors';
import { refuseUnusedPatches } from './patch';
import { rendering } from './rendering';
import { seal } from './seal';
import { addSecrets } from './secret-source';

/** A platform: its environments as plain data, and its charts. */
export interface Platform {
  readonly name: string;
  readonly environments: readonly string[];
  /** Renders one environment. Pure: the same data give the same bytes; the only files it reads are those next to the constructs. */
  build(environment: string): Model;
  /** The data of one environment. */
  data(environment: string): unknown;
  /** Renders any data under a name, also data that are not one of its environments. Invalid data are an error. */
  render(name: string, data: unknown, options?: RenderOptions): Model;
  /** What the data of an environment may be. */
  readonly schema: Schema;
  /** How it becomes a Helm chart; undefined if it does not. */
  readonly helm: HelmChart | undefined;
}

export interface RenderOptions {
  /** Namespace of the platform's objects. @default the platform's name */
  readonly namespace?: string;
  /** Takes all data as valid: a projection puts marks in the places of values. @default false */
  readonly unchecked?: boolean;
  /** With the Pods of `helm test`, which only a Helm chart contains. @default false */
  readonly tests?: boolean;
}

/** The props that `charts()` passes to each chart, without the namespace. */
export interface ChartProps<E extends Environment> {
  readonly platform: string;
  readonly environmentName: string;
  readonly environment: E;
  /** Whether to create the chart with the Pods of `helm test`. */
  readonly tests: boolean;
}

export interface PlatformDefinition<S extends Schema> {
  readonly name: string;
  /** Schema of an environment: `environmentSchema()` with the platform's own components. */
  readonly schema: S;
  readonly environments: Readonly<Record<string, Data<S>>>;
  /** How it becomes a Helm chart. @default it does not */
  readonly helm?: HelmChart;
  /** Creates the charts; each becomes a file, named after its id. */
  charts(app: App, props: ChartProps<Environment & Filled<S>>, namespace: string): void;
}

export function definePlatform<S extends Schema>(definition: PlatformDefinition<S>): Platform {
  const { name: platform, environments } = definition;
  const named = (name: string, data: unknown, options?: RenderOptions): Model => {
    try {
      return render(definition, name, data, options);
    } catch (error) {
      throw new Error(prefixed(`${platform}/${name}`, error), { cause: error });
    }
  };
  const data = (name: string): Data<S> => {
    if (!Object.hasOwn(environments, name))
      throw new Error(`${platform} has no environment '${name}'; it has ${Object.keys(environments).join(', ')}`);
    const found = environments[name];
    if (!found) throw new Error(`${platform}/${name}: the data of the environment are ${found}; define them, or remove '${name}' from environments`);
    return found;
  };
  return {
    name: platform,
    environments: Object.keys(environments),
    build: (name) => named(name, data(name)),
    data,
    render: named,
    schema: definition.schema,
    helm: definition.helm,
  };
}

/** Each line of an error is one fault. */
const prefixed = (where: string, error: unknown): string =>
  String(error instanceof Error ? error.message : error)
    .split('\n')
    .map((line) => `${where}: ${line}`)
    .join('\n');

/** Both are names of folders in dist. */
const identity = object({ platform: name('Name of the platform.'), environment: name('Name of the environment.') });

/** Renders a definition with any data, also data that are not one of its environments; tests use this. */
export function render<S extends Schema>(definition: PlatformDefinition<S>, id: string, data: unknown, options: RenderOptions = {}): Model {
  const { namespace = definition.name, unchecked = false, tests = false } = options;
  const names = { platform: definition.name, environment: id };
  const { faults: wrong, filled } = read(definition.schema, data);
  const faults = [...faultsOf(identity, names), ...wrong];
  if (faults.length > 0 && !unchecked) throw new Error(faults.map((fault) => messageOf('', fault)).join('\n'));
  const app = new App({ recordConstructMetadata: false });
  if (unchecked) leaveUnchecked(app);
  const environment = filled as Environment & Filled<S>; // every platform's schema has the entries of all environments
  const props = { platform: definition.name, environmentName: id, environment, tests };
  definition.charts(app, props, namespace);
  const known: Known = new Map();
  const given = givenTo(app);
  const secrets = secretsOf(filesOf(app, known).flatMap((file) => file.objects.map((object) => object.manifest))).filter(
    ({ namespace, name }) => !given.some((object) => object.kind === 'Secret' && object.namespace === namespace && object.name === name),
  );
  addSecrets(app, props, secrets);
  addMonitors(app, props);
  const alerts = addAlerts(app, props);
  const connections = seal(app);
  refuseUnusedPatches(app);
  refuseUnusedMirrors(app, environment);
  const files = filesOf(app, known);
  refuseTwins(files);
  refuseUnusedQuotas(environment, files);
  const components = componentRecords(app, files);
  const { apiServer, edge } = environment.cluster;
  const edgeCidrs = edge.kind === 'nginx' ? edge.clients : [];
  return { ...names, files, connections, apiServerCidrs: apiServer.cidrs, edgeCidrs, secrets, alerts, components, given, contents: contentsIn(app) };
}

/** Objects that must exist beforehand, each once. */
function givenTo(app: App): GivenObject[] {
  const others = app.node.findAll().flatMap((construct) => (construct instanceof Given ? [construct.object] : []));
  const objects = [...workloadsOf(app).flatMap((workload) => workload.given), ...others];
  return [...new Map(objects.map((object) => [`${object.kind} ${object.namespace}/${object.name}`, object])).values()];
}

const contentsIn = (app: App): string[] => app.node.findAll().flatMap((construct) => (construct instanceof ContentJob ? [construct.content] : []));

/** Refuses a quota for a namespace that the platform does not have, because it would have no effect. */
function refuseUnusedQuotas({ quotas = {} }: Environment, files: readonly ManifestFile[]): void {
  const namespaces = files.flatMap(({ objects }) =>
    objects.filter(({ manifest }) => manifest.kind === 'Namespace').map(({ manifest }) => manifest.metadata.name),
  );
  const unknown = Object.entries(quotas).find(([namespace]) => !namespaces.includes(namespace));
  if (!unknown) return;
  const [namespace, value] = unknown;
  throw new Error(
    messageOf('', {
      path: pathText(['quotas', namespace]),
      value,
      remedy: `it must be for one of the platform's namespaces: ${namespaces.join(', ')}`,
    }),
  );
}

/** Refuses two objects with the same name: two components may share a name, or one may have a name that the other derives for an object. */
function refuseTwins(files: readonly ManifestFile[]): void {
  const paths = new Map<string, string>();
  for (const { manifest, path } of files.flatMap((file) => file.objects)) {
    const identity = [manifest.apiVersion, manifest.kind, manifest.metadata.namespace, manifest.metadata.name].filter(Boolean).join('/');
    const other = paths.get(identity);
    if (other) throw new Error(`${path}: its object is ${identity}, which ${other} also renders; give one of them another name`);
    paths.set(identity, path);
  }
}

/** Objects that are already rendered; an object does not change after its construct was created. */
type Known = Map<ApiObject, Rendered>;

/** One file per chart. Does not use App.synth(), which writes files and takes time quadratic in the number of charts. */
function filesOf(app: App, known: Known): ManifestFile[] {
  return app.node.children
    .filter((child): child is PlatformChart => child instanceof PlatformChart)
    .map((chart) => ({ name: `${chart.node.id}.yaml`, objects: objectsOf(chart, known) }))
    .filter((file) => file.objects.length > 0)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

const objectsOf = (chart: PlatformChart, known: Known): Rendered[] =>
  chart.node
    .findAll()
    .filter((construct): construct is ApiObject => construct instanceof ApiObject)
    .map((object) => {
      const rendered = known.get(object) ?? rendering(object);
      known.set(object, rendered);
      return rendered;
    });
