import { ApiObject, App } from 'cdk8s';
import type { ManifestFile, Model, Rendered } from '../../../model';
import { secretsOf } from '../../../model';
import { addAlerts } from './alerts';
import { PlatformChart } from './chart';
import type { Environment } from './environment';
import { checkEnvironment } from './environment-checks';
import { addMonitors } from './monitors';
import { rendering } from './rendering';
import { seal } from './seal';
import { addSecrets } from './secret-source';

/** A platform: its environments as plain data, and the charts that it has in each. */
export interface Platform {
  readonly name: string;
  readonly environments: readonly string[];
  /** Renders one environment. Pure: the same data give the same bytes, and nothing is read but the files beside the constructs. */
  build(environment: string): Model;
}

/** What `charts()` hands to each chart, beside its namespace. */
export interface ChartProps<E extends Environment> {
  readonly platform: string;
  readonly environment: E;
}

export interface PlatformDefinition<E extends Environment> {
  readonly name: string;
  readonly environments: Readonly<Record<string, E>>;
  /** Makes the charts; each becomes the file of its id. */
  charts(app: App, props: ChartProps<E>): void;
}

export function definePlatform<E extends Environment>(definition: PlatformDefinition<E>): Platform {
  return {
    name: definition.name,
    environments: Object.keys(definition.environments),
    build(name) {
      const environment = definition.environments[name];
      if (!environment) throw new Error(`${definition.name} has no environment '${name}'; it has ${Object.keys(definition.environments).join(', ')}`);
      try {
        return render(definition, name, environment);
      } catch (error) {
        throw new Error(`${definition.name}/${name}: ${messageOf(error)}`, { cause: error });
      }
    },
  };
}

/** Types are not checked at synth, so a value that is missing shows as whatever it breaks first. */
const messageOf = (error: unknown): string =>
  error instanceof TypeError
    ? `${error.message}: a value of the environment is missing or of the wrong shape; npx tsc --noEmit says which`
    : String(error instanceof Error ? error.message : error);

/** Renders a definition with data that need not be one of its environments: what tests and the property test feed. */
export function render<E extends Environment>(definition: PlatformDefinition<E>, name: string, environment: E): Model {
  checkEnvironment(environment);
  const app = new App({ recordConstructMetadata: false });
  const props = { platform: definition.name, environment };
  definition.charts(app, props);
  const known: Known = new Map();
  const secrets = secretsOf(filesOf(app, known).flatMap((file) => file.objects.map((object) => object.manifest)));
  addSecrets(app, props, secrets);
  addMonitors(app, props);
  const alerts = addAlerts(app, props);
  const connections = seal(app);
  const files = filesOf(app, known);
  refuseTwins(files);
  return { platform: definition.name, environment: name, files, connections, secrets, alerts };
}

/** Two components may have been given the same name, or one that the other derives for an object. */
function refuseTwins(files: readonly ManifestFile[]): void {
  const paths = new Map<string, string>();
  for (const { manifest, path } of files.flatMap((file) => file.objects)) {
    const identity = [manifest.apiVersion, manifest.kind, manifest.metadata.namespace, manifest.metadata.name].filter(Boolean).join('/');
    const other = paths.get(identity);
    if (other) throw new Error(`${path}: its name makes it ${identity}, which ${other} is already; give one of the two another name`);
    paths.set(identity, path);
  }
}

/** What was rendered already: nothing changes an object after its construct was made. */
type Known = Map<ApiObject, Rendered>;

/** One file a chart, without App.synth(): that writes, and takes time quadratic in charts. */
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
