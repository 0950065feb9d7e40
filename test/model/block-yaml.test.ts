import fc from 'fast-check';
import { stringify } from 'yaml';
import { yamlPrinter } from '../../model/block-yaml';

const options = { version: '1.1', lineWidth: 0, keepUndefined: true, aliasDuplicateObjects: false } as const;
const print = yamlPrinter(options);

/** Texts of characters that affect how YAML prints them. */
const text = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('a', '0', ' ', '\n', '\t', ':', '#', '-', '"', "'", '|', '{', '[', '&', '~') }));
const key = text.filter((each) => !/^(---|\.\.\.|%)/m.test(each));
const { value } = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, text, fc.double(), fc.integer(), fc.boolean(), fc.constant(null), tie('list'), tie('object')),
  list: fc.array(tie('value'), { maxLength: 3 }),
  object: fc.dictionary(key, tie('value'), { maxKeys: 3 }),
}));

describe('the YAML printer', () => {
  it('prints any data as the library does', () => {
    fc.assert(
      fc.property(fc.dictionary(key, value, { maxKeys: 4 }), (object) => {
        expect(print(object)).toBe(stringify(object, options));
      }),
      { numRuns: 500 },
    );
  });

  it('prints texts of several lines at any depth as the library does', () => {
    const lines = 'first\n\n  second\n';
    const object = { a: lines, b: [lines, [lines], { c: lines, d: [{ e: lines }] }], f: { g: { h: ` ${lines}` } } };
    expect(print(object)).toBe(stringify(object, options));
  });

  it('distinguishes 0 from -0', () => {
    expect(print({ a: 0, b: -0, c: 0 })).toBe('a: 0\nb: -0\nc: 0\n');
  });

  it('quotes a key that could end the document', () => {
    expect(print({ '---': { '---': 1 } })).toBe('"---":\n  "---": 1\n');
  });

  it('refuses a key that is too long for one line', () => {
    expect(() => print({ ['k'.repeat(2000)]: 1 })).toThrow(/a key of 2000 characters, 'kkkk/);
  });
});
