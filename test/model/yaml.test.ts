import fc from 'fast-check';
import { parse, parseAllDocuments } from 'yaml';
import { yamlOf } from '../../model';
import { failure } from '../constructs/fixture';

const manifest = (data: object) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'shop' }, data });
const print = (data: object) => yamlOf([manifest(data)], 'shopfds/dev 10-data.yaml');

/** Texts that Go's reader takes for numbers, in addition to those on which readers disagree. */
const numbersForGo = ['0o17', '0o755', '0O7', '0B1', '0b_1', '-_9', '+_1', '1_', '0X1F', '1_0.5', '.5', '1e3', '0o_+7', '5.', '017', '089', '1:30'];
const otherWords = [
  '<<',
  '=',
  'y',
  'NO',
  'on',
  '~',
  'null',
  '.inf',
  '2001-12-14',
  '',
  ' ',
  '- a',
  '#a',
  '*a',
  '&a',
  '%a',
  '---',
  '...',
  '? a',
  'a: b',
];
const breaks = ['\tfirst\nsecond\n', '\n\tsecond', 'a\u0085b', 'a\u2028b\n', 'a\u2029b', '\ufeffa', ' \n', '\n', ' a\n', 'a\n\n', 'a \nb', '\ufffe'];

const pieces = fc.constantFrom(...numbersForGo, ...otherWords, ...breaks, ...'019afxXoObB_-+.eE:,{}[]|>@`"\'\\\t\n '.split(''), '한', '😀');
const text = fc.array(pieces, { maxLength: 4 }).map((list) => list.join(''));

describe('the YAML of dist', () => {
  it.each(numbersForGo)('prints %j in quotes, because Go would read a number', (value) => {
    expect(print({ value })).toContain(`\n  value: "${value}"\n`);
  });

  it.each(['10m', '512Mi', '8.16.0', '10.0.0.0/28', '1.0.0', 'v1', '-a', '_a', '0x', '0b2', '09:00-17:00', '+a', '1-2'])(
    'prints %j without quotes, because no reader takes it for a number',
    (value) => {
      expect(print({ value })).toContain(`\n  value: ${value}\n`);
    },
  );

  it.each([
    ['\tfirst\n', '"\\tfirst\\n"'],
    ['a\u2028b\n', '"a\\u2028b\\n"'],
    ['a\u2029b', '"a\\u2029b"'],
    ['a\u0085b', '"a\\u0085b"'],
    ['\ufeffa', '"\\ufeffa"'],
  ])('escapes %j', (value, printed) => {
    expect(print({ value })).toContain(`\n  value: ${printed}\n`);
  });

  it('prints text of several lines as a block', () => {
    expect(print({ 'run.sh': 'set -eu\n\trun\n' })).toContain('\n  run.sh: |\n    set -eu\n    \trun\n');
  });

  it.each(['1.1', '1.2'] as const)('contains the same data for a reader of YAML %s', (version) => {
    const property = fc.property(text, fc.array(text), fc.dictionary(text, fc.oneof(text, fc.integer(), fc.boolean())), (value, list, map) => {
      const data = { value, list, map: { ...map } };
      expect(parse(print(data), { version })).toEqual(manifest(data));
    });
    fc.assert(property, { seed: 20260101, numRuns: 500 });
  });

  it('contains its objects one after the other', () => {
    const printed = yamlOf([manifest({ a: 1 }), manifest({ b: 2 })], '');
    expect(parseAllDocuments(printed).map((document) => document.toJS())).toEqual([manifest({ a: 1 }), manifest({ b: 2 })]);
  });

  it('repeats data that two places share, without aliases', () => {
    const labels = { app: 'shop' };
    expect(print({ one: labels, two: labels })).not.toMatch(/[&*]/);
  });

  it.each<[object, string]>([
    [{ 'run.sh': 'a\u0007b' }, 'data.run.sh is "a\\u0007b"'],
    [{ lines: ['a\r\n'] }, 'data.lines[0] is "a\\r\\n"'],
    [{ value: '\u009b' }, `data.value is "\u009b"`],
    [{ value: '\ud800' }, 'data.value is "\\ud800"'],
    [{ 'a\u0000': 1 }, 'a key of data is "a\\u0000"'],
  ])('refuses the control character in %j', (data, what) => {
    expect(failure(() => print(data))).toBe(
      `shopfds/dev 10-data.yaml ConfigMap/shop: ${what}; it must have no control characters except tabs and line feeds`,
    );
  });
});
