import { checked } from '../constructs/arbitraries';
import { failure } from '../constructs/fixture';
import { type ComponentFolder, foldersOf } from './component-folder';
import { missingParts } from './components';
import { readFiles, root, sources } from './project';
import { arbitraryOf, paths, queue, type Without } from './queue';

const files = { ...sources(), ...readFiles(root, ['docs'], (path) => path.endsWith('.md')) };

/** The messages about the complete folder with other parts. */
const missing = (parts: Partial<ComponentFolder>) => missingParts([{ ...queue, ...parts }]);
const withFile = (path: string, text: string) => missing({ files: { ...queue.files, [path]: text } });
const built = (without: Without, parts: Partial<ComponentFolder> = {}) => missing({ arbitrary: arbitraryOf(without), ...parts });

const noHandle =
  "constructs/queue has no handle; add new Component(this, { kind: 'queue', ... }) in its constructor, so that backups, alerts and the proof can find it";
const noSchema =
  'constructs/queue has no schema; add constructs/queue/schema.ts, which exports it: what an environment may set, from which the type of its props is derived';
const noTests = 'constructs/queue has no unit tests; add test/constructs/queue/*.test.ts, which import the component';
const noPropTest =
  'constructs/queue has no test of every prop; add itRendersEveryProp<Props>() of test/constructs/every-prop.ts to one of its tests, with Required<Props>';
const noPage =
  'constructs/queue has no page in docs; add docs/<its name>.md, with a link to ../constructs/queue, and the headings `What it does not ...` and `How to`: what it promises and what it does not, how to configure, scale and upgrade it';
const noAlerts =
  'constructs/queue has no alerts; add constructs/queue/alerts.ts and `alerts` of its Workload, or state the reason in withoutAlerts of test/house/components.ts';
const noRows =
  'constructs/queue has no proof rows; add proof/queue/rows/index.ts with `rows`, listed in proof/rows.ts, and a component of this kind in proof/components.ts: a store must prove its promises on a cluster';
const noClaims =
  'constructs/queue has no volume claims in its handle; add `claims` to its Component (dataClaimNames() has their names), because it renders volumes that hold data';

describe('each component', () => {
  it('has all required parts', () => {
    expect(missingParts(foldersOf(files))).toEqual([]);
  });
});

describe('a component', () => {
  it('with all parts gets no message', () => {
    expect(missing({})).toEqual([]);
  });

  it('with none of them gets a message for each', () => {
    const bare = arbitraryOf({ handle: true, alerts: true });
    expect(missing({ files: {}, schema: {}, arbitrary: bare, rows: [] })).toEqual([
      noSchema,
      noTests,
      noPropTest,
      noPage,
      noHandle,
      noAlerts,
      noRows,
    ]);
  });

  it('needs a schema that schema.ts exports', () => {
    expect(missing({ schema: { queueProps: undefined, limit: 5 } })).toEqual([noSchema]);
  });

  it.each([
    ['imports nothing of it', "it('works', () => expect(1).toBe(1));\n"],
    ['imports it in a comment', "// import { Queue } from '../../../constructs/queue';\nit('works', () => expect(1).toBe(1));\n"],
    ['imports another one', "import { Queue } from '../../../constructs/queue-2';\nit('works', () => expect(new Queue()).toBeDefined());\n"],
    ['imports its types', "import type { Queue } from '../../../constructs/queue';\nit('works', () => expect(1 as Queue).toBe(1));\n"],
    ['expects nothing', "import { Queue } from '../../../constructs/queue';\nit('works', () => new Queue());\n"],
  ])('needs a unit test; one that %s does not count', (_, text) => {
    expect(withFile(paths.unit, text)).toEqual([noTests]);
  });

  it.each([
    ['in a comment', '// itRendersEveryProp<QueueProps>(render(all), found);\n'],
    ['in a text', "const text = 'itRendersEveryProp<QueueProps>(render(all), found)';\n"],
    ['without the type of the props', 'itRendersEveryProp(render(all), found);\n'],
  ])('needs a test of every prop; a call %s does not count', (_, text) => {
    expect(withFile(paths.props, text)).toEqual([noPropTest]);
  });

  it.each([
    ['of one line', '# Queue: [`Queue`](../constructs/queue/queue.ts)\n'],
    ['that does not link to it', (queue.files[paths.page] ?? '').replace('constructs/queue/', 'constructs/queue-2/')],
    ['that links to it in a comment', (queue.files[paths.page] ?? '').replace(/(\[`Queue`\]\(\S+\))/, '<!-- $1 -->')],
    ['that does not say what it does not do', (queue.files[paths.page] ?? '').replace('## What it does not promise', '## More')],
  ])('needs a page in docs; one %s does not count', (_, text) => {
    expect(withFile(paths.page, text)).toEqual([noPage]);
  });

  it('needs a handle of its own kind', () => {
    expect(built({ handle: true })).toEqual([noHandle]);
    expect(built({ kind: 'redis' })).toEqual([noHandle]);
  });

  it('needs alerts that are in the model', () => {
    expect(built({ alerts: true })).toEqual([noAlerts]);
  });

  it('needs no alerts if a reason is stated', () => {
    const name = 'web-service';
    const found = missing({ name, arbitrary: arbitraryOf({ alerts: true, kind: name }) });
    expect(found.filter((line) => line.includes('alerts'))).toEqual([]);
  });

  it('needs the claims in its handle if it has volumes', () => {
    expect(built({ claims: true })).toEqual([noClaims]);
  });

  it('needs proof rows if it has volumes, whatever its handle says', () => {
    expect(missing({ rows: [] })).toEqual([noRows]);
    expect(built({ claims: true }, { rows: [] })).toContain(noRows);
  });

  it('needs no proof rows if it stores no data', () => {
    expect(built({ volumes: true }, { rows: [] })).toEqual([]);
  });
});

describe('the random values of a component', () => {
  const right = arbitraryOf();

  it.each([
    ['missing', undefined, 'its export arbitrary is undefined; export const arbitrary: ComponentArbitrary<Props> = {'],
    ['without a weight', { ...right, weight: undefined }, 'weight of its arbitrary is undefined; it must be a whole number above 0'],
    ['never chosen', { ...right, weight: 0 }, 'weight of its arbitrary is 0; it must be a whole number above 0'],
    ['without an id', { ...right, id: 'queue' }, 'id of its arbitrary is queue; it must be an arbitrary of fast-check'],
    ['without props', { ...right, props: undefined }, 'props of its arbitrary is undefined; it must be an arbitrary of fast-check'],
    ['without make()', { ...right, make: undefined }, 'make of its arbitrary is undefined; it must be a function'],
  ])('are refused with file and remedy if they are %s', (_, arbitrary, message) => {
    const expected = `constructs/queue/arbitrary.ts: ${message}`;
    expect(missing({ arbitrary })).toEqual([expect.stringContaining(expected)]);
    expect(failure(() => checked({ queue: arbitrary }))).toContain(expected); // the property test
  });

  it('are refused if nothing that they make is valid', () => {
    const make = () => {
      throw new Error('pods is 0; it must be at least 1');
    };
    expect(missing({ arbitrary: { ...right, make } })).toEqual([
      'constructs/queue/arbitrary.ts: 20 random props all fail; most must be valid. The last error is: pods is 0; it must be at least 1. Handle, alerts and proof are checked with it',
    ]);
  });
});
