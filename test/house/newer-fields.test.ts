import { sources } from './project';
import { syntaxOf } from './syntax';

/** Each file that uses withNewerFields(), with the count and the reason. Remove a use when the L1 knows the field. */
const uses: Readonly<Record<string, readonly [count: number, reason: string]>> = {
  'constructs/web-service/web-service.ts': [1, 'preStop.sleep (Kubernetes 1.30): images of applications need no shell'],
};

/** Its definition, and the index that exports it. */
const own = ['constructs/kubernetes/platform/newer-fields.ts', 'constructs/kubernetes/index.ts'];

const name = 'withNewerFields';
/** How often the code calls it or hands it on, anywhere in a line; comments, texts and plain imports do not count. */
const usesIn = (text: string): number => (text.includes(name) ? syntaxOf(text).names.filter((each) => each === name).length : 0);

it('fields newer than the L1 are added only in the listed places', () => {
  const found = Object.entries(sources())
    .filter(([path]) => /^(charts|constructs)\//.test(path) && !own.includes(path))
    .map(([path, text]) => [path, usesIn(text)] as const)
    .filter(([, count]) => count > 0);
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(Object.entries(uses).map(([path, [count]]) => [path, count])));
});

it.each([
  [`${name}<Lifecycle>(object, []);`, 1],
  [`const both = [${name}(a, []), ${name}(b, [])];`, 2],
  [`objects.map(${name});`, 1],
  [`import { ${name} as add } from '../kubernetes';`, 1],
  [`import { ${name} } from '../kubernetes';`, 0],
  [`// ${name}(object, [])\nconst text = '${name}()';`, 0],
])('%j has that many uses: %d', (text, count) => {
  expect(usesIn(text)).toBe(count);
});
