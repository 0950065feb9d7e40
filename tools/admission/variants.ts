import { type Model, pathText } from '../../model';
import { examplesOf } from '../variants/examples';
import { type Path, pathsOf, withValue } from '../variants/places';
import { wrongValues } from '../variants/wrong-values';
import { dist } from '../write';
import { type DistEnvironment, documentsOf } from './dist';

/** The parts of a platform that this module needs to vary its data. */
interface Varied {
  readonly name: string;
  readonly environments: readonly string[];
  data(environment: string): unknown;
  render(environment: string, data: unknown): Model;
}

/**
 * The manifests of environments with one changed value: each example of docs/configuration.md, and each wrong value that the checks accept.
 * Refused values have no variant. Objects that equal one in dist or in another variant are omitted.
 *
 * @param configuration text of docs/configuration.md
 */
export function variantsOf(platform: Varied, configuration: string): DistEnvironment[] {
  const seen = new Set(platform.environments.flatMap((environment) => texts(platform.render(environment, platform.data(environment)))));
  return platform.environments.flatMap((environment) => {
    const data = platform.data(environment);
    const wrong = pathsOf(data).flatMap((path) => wrongValues.map((value) => ({ path, value })));
    return [...examplesOf(configuration), ...wrong].flatMap(({ path, value }) => {
      const documents = rendered(platform, environment, withValue(data, path, value)).filter(({ text }) => !seen.has(text));
      for (const { text } of documents) seen.add(text);
      return documents.length === 0 ? [] : [{ name: nameOf(platform, environment, path, value), documents }];
    });
  });
}

const nameOf = ({ name }: Varied, environment: string, path: Path, value: unknown): string =>
  `${name}/${environment} with ${pathText(path)} ${JSON.stringify(value)}`;

function rendered(platform: Varied, environment: string, data: unknown) {
  try {
    return documents(platform.render(environment, data));
  } catch {
    return []; // refused; test/charts/leaves.test.ts checks the error
  }
}

const documents = (model: Model) => Object.entries(dist([model])).flatMap(([path, text]) => documentsOf(path, text));
const texts = (model: Model): string[] => documents(model).map(({ text }) => text);
