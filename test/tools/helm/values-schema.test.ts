// The schema of a chart's values, judged by ajv; test/tools/helm/refusals.test.ts does the same with Helm.
import Ajv from 'ajv';
import fc from 'fast-check';
import { shopfds } from '../../../charts/shopfds';
import { agreeing, definePlatform, environmentSchema, integer, must, object } from '../../../constructs/kubernetes';
import { range } from '../../../constructs/kubernetes/schema/addresses';
import { faultsOf } from '../../../constructs/kubernetes/schema/check';
import * as fields from '../../../constructs/kubernetes/schema/fields';
import { pathText } from '../../../model';
import { valuesSchema } from '../../../tools/helm/values-schema';
import { pathsOf, withValue } from '../../../tools/variants/places';
import { wrongValues as wrongAnywhere } from '../../../tools/variants/wrong-values';
import { failure } from '../../constructs/fixture';
import { randomValues } from './random-values';
import { checks, definition, filled, schema, values } from './shopfds';
import { brokenRules, wrongValues } from './wrong-values';

const compiled = (json: object) => new Ajv({ strict: false, allErrors: true }).compile(json);
const isValid = compiled(schema);
const errorsOf = (data: unknown): string[] =>
  isValid(data) ? [] : (isValid.errors ?? []).map((error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);

/** Whether a rule in templates/checks.yaml is about the value. */
const hasRule = (path: string) => checks.includes(`set $faults "${path}"`);

/** Values that only the environment's check refuses. */
const notRefused = [
  /^cluster\..*cidrs\[\d+\]$/, // ranges of IPv6 that do not begin with their first address
  /annotations$/, // more than 128 KiB
];

/** The same as Helm reads them, without null: for Helm, a value that may be missing may be null. */
const anyWrongJson = wrongAnywhere
  .flatMap((value): unknown[] => {
    const text = JSON.stringify(value);
    return text === undefined ? [] : [JSON.parse(text)];
  })
  .filter((value) => value !== null);

/** How the check of environments and a schema differ about data. */
function differences(judge: (data: unknown) => string[], data: unknown): string[] {
  const faults = faultsOf(shopfds.schema, data);
  if (faults.length === 0) return judge(filled(data));
  return judge(data).length > 0
    ? []
    : faults.flatMap(({ path }) => (hasRule(path) || notRefused.some((each) => each.test(path)) ? [] : [`${path} is accepted`]));
}

const platformOf = (entries: Parameters<typeof environmentSchema>[0]) =>
  definePlatform({ name: 'shop', schema: environmentSchema(entries), environments: {}, charts: () => {} });

const parts = [
  'v',
  'R',
  'rel',
  '1',
  '22',
  '2024',
  '.',
  '-',
  '_',
  'x',
  'latest',
  'SNAPSHOT',
  'main',
  'git',
  'g',
  '1a2b3c4',
  'feedbac',
  'build',
  '20240501',
  'alpine',
  'Z',
];
const tags = fc.array(fc.constantFrom(...parts), { minLength: 1, maxLength: 6 }).map((found) => found.join(''));
const octet = fc.constantFrom(0, 1, 2, 4, 10, 64, 96, 128, 192, 240, 255);
const ranges = fc.tuple(octet, octet, octet, octet, fc.nat({ max: 33 })).map(([a, b, c, d, length]) => `${a}.${b}.${c}.${d}/${length}`);

describe('values.schema.json', () => {
  it.each(shopfds.environments)('accepts the data of %s', (name) => {
    expect(errorsOf(values(name))).toEqual([]);
  });

  it('accepts null for a value that may be missing, as an upgrade that reuses values has it, and for no other', () => {
    expect(errorsOf(withValue(values('production'), ['cluster', 'storageClass'], null))).toEqual([]);
    expect(errorsOf(withValue(values('production'), ['ecommerce', 'image'], null)).join()).toContain('/ecommerce/image must be string');
  });

  it.each(wrongValues)('refuses $value at $path at its place, as the check of environments does', ({ path, values: wrong }) => {
    const [fault] = faultsOf(shopfds.schema, wrong);
    expect(fault?.path).toContain(pathText(path.slice(0, -1)));
    expect(errorsOf(wrong).some((error) => error.startsWith(`/${path.slice(0, -1).join('/')}`))).toBe(true);
  });

  it.each(brokenRules)('leaves $value at $path to a rule, as the check of environments does', ({ values: wrong }) => {
    expect(errorsOf(wrong)).toEqual([]);
    expect(faultsOf(shopfds.schema, wrong).filter(({ path }) => !hasRule(path))).toEqual([]);
    expect(faultsOf(shopfds.schema, wrong)).toHaveLength(1);
  });

  it.each(['production'])('agrees with the check of environments on any wrong value in any place of %s', (name) => {
    const data = values(name);
    const complaints = pathsOf(data).flatMap((path) =>
      path.length === 0
        ? []
        : anyWrongJson.flatMap((value) => {
            const found = differences(errorsOf, withValue(data, path, value));
            return found.length > 0 ? [`${JSON.stringify(value)} at ${pathText(path)}: ${found.join()}`] : [];
          }),
    );
    expect(complaints).toEqual([]);
  });

  it('agrees with it on random values', () => {
    const judge = compiled(valuesSchema(shopfds, definition, new Map()));
    const errors = (data: unknown) => (judge(data) ? [] : (judge.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`));
    const seed = Number(process.env.FAST_CHECK_SEED ?? 20260101);
    const numRuns = Number(process.env.FAST_CHECK_RUNS ?? 300);
    let accepted = 0;
    const property = fc.property(randomValues, (data) => {
      if (faultsOf(shopfds.schema, data).length === 0) accepted += 1;
      expect(differences(errors, data)).toEqual([]);
    });
    fc.assert(property, { seed, numRuns });
    expect(accepted).toBeGreaterThan(numRuns / 4);
  });

  it.each([
    { what: 'tags', field: fields.tag(''), texts: tags },
    {
      what: 'images',
      field: fields.image(''),
      texts: fc.tuple(fc.constantFrom('app', 'a-1.2.3.kr:5000/app', 'ghcr.io/a/v1.2/b'), tags).map((parts) => parts.join(':')),
    },
    { what: 'ranges', field: range(''), texts: ranges },
  ])('agrees with it on random $what', ({ field, texts }) => {
    const judge = compiled(valuesSchema(platformOf({ field }), { leftOut: { quotas: 'no' } }, new Map()));
    const isRefused = (text: string) => {
      judge({ field: text });
      return (judge.errors ?? []).some(({ instancePath }) => instancePath === '/field');
    };
    fc.assert(
      fc.property(texts, (text) => expect(isRefused(text)).toBe(faultsOf(field, text).length > 0)),
      { seed: 20260101, numRuns: 2000 },
    );
  });

  it('refuses a value that is left out with the sentence that says what to do instead', () => {
    const given = withValue(values('production'), ['quotas'], { shopfds: { pods: 5 } });
    expect(errorsOf(given)).toEqual([`/quotas must be equal to constant ${JSON.stringify({ allowedValue: definition.leftOut.quotas })}`]);
  });

  it('refuses another value of a number that objects follow from, and says what to do instead', () => {
    const [error, ...more] = errorsOf(withValue(values('production'), ['database', 'replicas'], 5));
    expect(more).toEqual([]);
    expect(error).toMatch(
      /^\/database\/replicas must be equal to one of the allowed values .*\[3,2,"the chart is rendered for these numbers only; .* set it in an environment/,
    );
  });

  it('takes values of Helm itself, and keys of another architecture', () => {
    const data = values('production') as { readonly database: object };
    expect(errorsOf({ ...data, global: { any: 1 }, database: { ...data.database, architecture: 'standalone' } })).toEqual([]);
  });

  it('requires what the architecture needs', () => {
    const data = withValue(values('dev'), ['database', 'architecture'], 'replicated');
    expect(errorsOf(data).map((error) => error.replace(/ \{.*/, ''))).toContain("/database must have required property 'readProxy'");
  });

  it('cannot be made of a check that is only code', () => {
    const low = integer('Low.', 1);
    const span = agreeing(object({ low, high: low }), ({ low, high }) => must(low < high, ['low'], 'it must be less than high'));
    expect(failure(() => valuesSchema(platformOf({ span }), { leftOut: { quotas: 'no' } }, new Map()))).toBe(
      'span: JSON Schema has no such check; write it with condition() or withRules()',
    );
  });
});
