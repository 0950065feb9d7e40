// Whether templates render to the same objects as the model, for given data.
import { createHash } from 'node:crypto';
import { mergedSettings, mirrored, type Platform, read } from '../../../constructs/kubernetes';
import type { Manifest } from '../../../model';
import { withValue } from '../../variants/places';
import { notesOf } from '../notes';
import { evaluate, type Values } from './evaluate';
import { contentKey } from './hashes';
import type { Projected, Projection } from './project';
import { notesKey } from './renderer';

type Data = Readonly<Record<string, unknown>>;

/** An object that is not the same; undefined where there is none. */
export interface Difference {
  readonly name: string;
  readonly template: unknown;
  readonly model: unknown;
}

/** @param unchecked takes all data as valid: they have marks in the places of values */
export function differences(platform: Platform, projection: Projection, data: unknown, unchecked = false): Difference[] {
  const namespace = platform.name;
  const model = platform.render('helm', data, { namespace, unchecked, tests: true });
  const expected = byName(model.files.flatMap(({ objects }) => objects.map(({ manifest }) => manifest)).filter(({ kind }) => kind !== 'Namespace'));
  const filled = read(platform.schema, data).filled as Data;
  const found = byName(rendered(projection, filled, namespace));
  const notes = { template: renderedNotes(projection, filled, namespace), model: notesOf(model) };
  const others = canonical(notes.template) === canonical(notes.model) ? [] : [{ name: notesKey, ...notes }];
  const objects = [...new Set([...expected.keys(), ...found.keys()])].flatMap((name): Difference[] => {
    const [template, own] = [found.get(name), expected.get(name)];
    return canonical(template) === canonical(own) ? [] : [{ name, template, model: own }];
  });
  return [...objects, ...others];
}

function renderedNotes({ objects }: Projection, data: Data, namespace: string): unknown {
  const notes = objects.get(notesKey);
  return notes && evaluate(notes.template, { values: withSettings(data, notes.settings), namespace, hashOf: () => '', imageOf: String });
}

function rendered(projection: Projection, data: Data, namespace: string): Manifest[] {
  const { registries = {} } = data.cluster as { readonly registries?: Readonly<Record<string, string>> };
  const imageOf = (image: string) => mirrored(image, registries);
  const valuesFor = ({ settings }: Projected): Values => ({ values: withSettings(data, settings), namespace, hashOf, imageOf });
  const hashes = new Map<string, string>();
  const hashOf = (name: string): string => {
    const known = hashes.get(name) ?? sha256(textOf(name));
    hashes.set(name, known);
    return known;
  };
  const textOf = (name: string): string => {
    const content = projection.objects.get(name);
    if (name.startsWith(contentKey('')) && content) return canonical(evaluate(content.template, valuesFor(content)));
    const [configMap = '', file = ''] = name.split('/');
    for (const [key, projected] of projection.objects) {
      if (!key.endsWith('/ConfigMap')) continue;
      const object = evaluate(projected.template, valuesFor(projected)) as Manifest | undefined;
      if (object?.metadata.name === configMap) return String(object.data[file]);
    }
    throw new Error(`there is no file ${name}`);
  };
  return [...projection.objects].flatMap(([key, projected]) => {
    if (key.startsWith(contentKey('')) || key === notesKey) return [];
    const object = evaluate(projected.template, valuesFor(projected)) as Manifest | undefined;
    return object ? [object] : [];
  });
}

/** The data, with the merged settings in the place of the most specific ones. */
function withSettings(data: Data, paths: readonly string[]): Data {
  const own = paths.at(-1);
  if (own === undefined) return data;
  const at = (path: string) => path.split('.').reduce<unknown>((value, key) => (value as Data | undefined)?.[key], data) as Data | undefined;
  const merged = paths.map(at).reduce<Data>((all, settings) => mergedSettings(all, settings) as Data, {});
  return withValue(data, own.split('.'), merged) as Data;
}

const byName = (manifests: readonly Manifest[]): ReadonlyMap<string, Manifest> =>
  new Map(manifests.map((manifest) => [`${manifest.kind} ${manifest.metadata.namespace ?? ''}/${manifest.metadata.name}`, manifest]));

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, item) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  ) ?? 'none';
