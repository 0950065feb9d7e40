import { integer, map, object, optional, text, variant, word } from '../../../constructs/kubernetes/schema/schema';
import { shapeOf } from '../../../tools/helm/projection/shape';
import { documented, overriding, valuesOf, withOthers } from '../../../tools/helm/values';

const image = object({ tag: optional(text('Tag.', /^[0-9.]+$/, 'it must be a tag'), '1.0') });
const shape = shapeOf(
  object({
    labels: optional(map('Labels.', text('Key.', /./, ''), text('Value.', /./, ''))),
    store: variant(
      'kind',
      ['one', 'many'],
      [
        object({ kind: word('One pod.', 'one'), images: optional(object({ server: optional(image, {}) }), {}) }),
        object({
          kind: word('Many pods.', 'many'),
          replicas: integer('Number of pods. @default 3', 1),
          images: optional(object({ server: optional(image, {}), proxy: optional(image, {}) }), {}),
        }),
      ],
    ),
  }),
);

const many = { store: { kind: 'many', replicas: 3, images: { server: { tag: '1.0' }, proxy: { tag: '1.0' } } } };
const one = { store: { kind: 'one', images: { server: { tag: '1.0' } } } };

describe('the values of an environment', () => {
  it('are its data without what is left out, and without keys that have no value', () => {
    expect(valuesOf({ a: 1, b: { c: undefined, d: 2, e: [3] } }, ['b.d'])).toEqual({ a: 1, b: { e: [3] } });
  });

  it('contain the defaults of another architecture, so that one word chooses it', () => {
    expect(withOthers(shape, one)).toEqual({ store: { kind: 'one', images: { server: { tag: '1.0' }, proxy: { tag: '1.0' } } } });
  });
});

describe('the values of another environment', () => {
  it('are those that differ', () => {
    expect(overriding(shape, { ...many, labels: { a: 'b' } }, { ...many, labels: { a: 'c' } })).toEqual({ labels: { a: 'c' } });
  });

  it('remove a key that it does not have', () => {
    expect(overriding(shape, { ...many, labels: { a: 'b' } }, many)).toEqual({ labels: null });
  });

  it('keep the keys that its architecture does not know', () => {
    expect(overriding(shape, many, one)).toEqual({ store: { kind: 'one' } });
  });
});

describe('values.yaml', () => {
  it('has the description of each value, and says to which architecture it belongs', () => {
    expect(documented(shape, new Map(), { store: { kind: 'one', replicas: 3 } })).toBe(
      'store:\n  # One pod.\n  kind: one\n  # Number of pods. Without it: 3. Only with kind `many`.\n  replicas: 3\n',
    );
  });

  it('says which numbers the chart has, if it does not have all', () => {
    const only = new Map([['store.replicas', [3, 2]]]);
    expect(documented(shape, only, { store: { kind: 'many', replicas: 3 } })).toContain('This chart has only 2 and 3.');
  });
});
