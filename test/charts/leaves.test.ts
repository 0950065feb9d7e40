// Replaces each value of each environment by wrong values. Each is refused at its own path, or renders to manifests that the policies and the API's
// schemas accept. To vary it: FAST_CHECK_SEED=1 FAST_CHECK_RUNS=20 npx jest test/charts/leaves.test.ts
import fc from 'fast-check';
import { shopfds } from '../../charts/shopfds';
import * as environments from '../../charts/shopfds/environments';
import { schema } from '../../charts/shopfds/schema';
import { faultsOf } from '../../constructs/kubernetes/schema/check';
import { pathText } from '../../model';
import { manifestPolicies } from '../../policies';
import { type Path, pathsOf, withValue } from '../../tools/variants/places';
import { wrongValues } from '../../tools/variants/wrong-values';
import { manifests } from '../constructs/fixture';
import { judge } from '../judge';

/** Maximum number of accepted values that are rendered for one place. */
const most = Number(process.env.FAST_CHECK_RUNS ?? 1);

interface Outcome {
  readonly refused: boolean;
  /** What is wrong with the outcome; undefined if nothing is. */
  readonly complaint?: string;
}

function outcomeOf(environment: string, path: Path, data: unknown): Outcome {
  const where = pathText(path) || 'the whole value';
  let model: ReturnType<typeof shopfds.render>;
  try {
    model = shopfds.render(environment, data);
  } catch (error) {
    const lines = String(error instanceof Error ? error.message : error).split('\n');
    const clear = lines.every((line) => new RegExp(`^shopfds/${environment}: .+ is .+; .+`, 's').test(line));
    const own = lines.some((line) => path.length === 0 || line.startsWith(`shopfds/${environment}: ${where}`) || line.includes(` in ${where}`));
    return { refused: true, complaint: clear && own ? undefined : lines.join('\n') };
  }
  const violations = manifestPolicies.flatMap((policy) => policy.check(model));
  const wrong = manifests(model).flatMap(judge);
  return { refused: false, complaint: violations.length + wrong.length === 0 ? undefined : JSON.stringify([violations, wrong], null, 1) };
}

describe.each(Object.entries(environments).map(([name, data]) => ({ name, data })))("ShopFDS's $name", ({ name, data }) => {
  const paths = pathsOf(data);

  it.each(paths.map((path) => ({ path, text: pathText(path) || 'the whole value' })))(
    'refuses wrong values of $text, or renders manifests that the API accepts',
    ({ path }) => {
      // Rendering is slow, so only some of the accepted values are rendered.
      let taken = 0;
      const complaints = wrongValues.flatMap((value) => {
        const changed = withValue(data, path, value);
        if (taken >= most && faultsOf(schema, changed).length === 0) return [];
        const { refused, complaint } = outcomeOf(name, path, changed);
        if (!refused) taken += 1;
        return complaint ? [`${JSON.stringify(value) ?? String(value)}: ${complaint}`] : [];
      });
      expect(complaints).toEqual([]);
    },
  );

  it('tolerates any text and any data in any place', () => {
    const seed = Number(process.env.FAST_CHECK_SEED ?? 20260101);
    const numRuns = Number(process.env.FAST_CHECK_RUNS ?? 50);
    const anything = fc.oneof(
      fc.array(fc.nat({ max: 0xffff }), { maxLength: 20 }).map((units) => String.fromCharCode(...units)),
      fc.string({ maxLength: 12 }),
      fc.double(),
      fc.integer(),
      fc.jsonValue({ maxDepth: 2 }),
    );
    const property = fc.property(fc.constantFrom(...paths), anything, (path, value) => {
      expect(outcomeOf(name, path, withValue(data, path, value)).complaint).toBeUndefined();
    });
    fc.assert(property, { seed, numRuns });
  });
});
