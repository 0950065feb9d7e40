import { faultsOf } from '../../../../constructs/kubernetes/schema/check';
import { bytes, cpu } from '../../../../constructs/kubernetes/schema/quantities';
import * as rules from '../../../../constructs/kubernetes/schema/rules';
import { integer, list, object, oneOf, optional, text } from '../../../../constructs/kubernetes/schema/schema';

const number = integer('Number.', 0);
const schema = object({
  kind: oneOf('Kind.', ['small', 'large']),
  size: number,
  limits: object({ low: number, high: number, cpu: optional(cpu('CPU.')) }),
  storage: bytes('Storage.'),
  memory: bytes('Memory.'),
  parts: list('Parts.', oneOf('Part.', ['a', 'b'])),
  tag: text('Tag.', /^.*$/, 'it must be text'),
});
const { constant, numberIn, bytesIn, rule } = rules;

const valid = { kind: 'small', size: 1, limits: { low: 1, high: 2 }, storage: '1Gi', memory: '512Mi', parts: ['a'], tag: '7' };
const faults = (write: Parameters<typeof rules.withRules<typeof schema>>[1], data: object) =>
  faultsOf(rules.withRules(schema, write), { ...valid, ...data }).map(({ path, remedy }) => [path, remedy]);

describe('a rule', () => {
  it.each<[string, Parameters<typeof faults>[0], object, object]>([
    ['at least', ({ size }) => [rule(size, rules.atLeast(numberIn(size), constant(1)), 'no')], { size: 1 }, { size: 0 }],
    ['at most', ({ size, limits }) => [rule(size, rules.atMost(numberIn(size), numberIn(limits.high)), 'no')], { size: 2 }, { size: 3 }],
    [
      'of bytes',
      ({ size, storage, memory }) => [rule(size, rules.atLeast(bytesIn(storage), rules.times(2, bytesIn(memory))), 'no')],
      {},
      { memory: '513Mi' },
    ],
    [
      'of CPU',
      ({ size, limits }) => [rule(size, rules.atLeast(rules.millicoresIn(limits.cpu), constant(500)), 'no')],
      { limits: { ...valid.limits, cpu: '0.5' } },
      { limits: { ...valid.limits, cpu: '499m' } },
    ],
    [
      'with a sum',
      ({ size, limits }) => [rule(size, rules.atMost(numberIn(size), rules.sum(numberIn(limits.low), numberIn(limits.high), constant(1))), 'no')],
      { size: 4 },
      { size: 5 },
    ],
    ['about a word', ({ size, kind }) => [rule(size, rules.is(kind, 'small'), 'no')], {}, { kind: 'large' }],
    ['about a member', ({ size, parts }) => [rule(size, rules.includes(parts, 'a'), 'no')], {}, { parts: ['b'] }],
    ['about a pattern', ({ size, tag }) => [rule(size, rules.differsFrom(tag, /^6/), 'no')], {}, { tag: '6' }],
    [
      'under a condition',
      ({ size, kind }) => [rules.when(rules.is(kind, 'large'), rule(size, rules.atLeast(numberIn(size), constant(5)), 'no'))],
      { size: 1 },
      { size: 1, kind: 'large' },
    ],
  ])('%s is kept or broken', (_, write, kept, broken) => {
    expect(faults(write, kept)).toEqual([]);
    expect(faults(write, broken)).toEqual([['size', 'no']]);
  });

  it('shows values and amounts in its remedy', () => {
    const broken = faults(
      ({ size, limits, memory }) => [
        rule(limits.high, rules.atLeast(constant(0), constant(1)), rules.remedy`${memory}, ${rules.times(2, numberIn(size))} or ${constant(3)}`),
      ],
      { size: 4 },
    );
    expect(broken).toEqual([['limits.high', '512Mi, 8 or 3']]);
  });

  it('is skipped if a value that it needs is missing', () => {
    expect(faults(({ size, limits }) => [rule(size, rules.atLeast(rules.millicoresIn(limits.cpu), constant(1)), 'no')], {})).toEqual([]);
  });

  it('is skipped if an earlier rule refuses a value that it needs', () => {
    const never = rules.atLeast(constant(0), constant(1));
    const broken = faults(
      ({ size, limits }) => [
        rule(size, never, 'first'),
        rule(limits.low, rules.atLeast(numberIn(size), constant(9)), 'second'),
        rule(limits.high, never, 'third'),
      ],
      {},
    );
    expect(broken).toEqual([
      ['size', 'first'],
      ['limits.high', 'third'],
    ]);
  });

  it('is skipped while a single value is invalid', () => {
    expect(faults(({ size }) => [rule(size, rules.atLeast(constant(0), constant(1)), 'no')], { kind: 'huge' })).toEqual([
      ['kind', 'it must be one of small, large'],
    ]);
  });
});
