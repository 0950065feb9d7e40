// The committed charts, rendered by helm, against build() of the same data.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import Ajv from 'ajv';
import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { platforms } from '../../../charts/platforms';
import { type Platform, read } from '../../../constructs/kubernetes';
import { helmFlags, type Manifest, nameOf, valueAt } from '../../../model';
import { settingsIn } from '../../../tools/helm/projection/settings';
import { shapeOf, without } from '../../../tools/helm/projection/shape';
import { examplesOf } from '../../../tools/variants/examples';
import { withValue } from '../../../tools/variants/places';
import { readFiles, root } from '../../house/project';
import { combinations } from './combinations';
import { helm, namespace, rendered } from './umbrella';
import { coveringSets, singleValues, valueSets } from './value-sets';

const charts = platforms.flatMap((platform) => (platform.helm ? [{ platform, helm: platform.helm, chart: join(root, 'helm', platform.name) }] : []));

const byName = (manifests: readonly Manifest[]) =>
  new Map(manifests.map((manifest) => [`${manifest.metadata.namespace}/${nameOf(manifest)}`, manifest]));

/** The names of objects that are not the same. Helm creates the namespace. */
function different(found: readonly Manifest[], manifests: readonly Manifest[]): string[] {
  const [ours, theirs] = [byName(manifests.filter(({ kind }) => kind !== 'Namespace')), byName(found)];
  return [...new Set([...ours.keys(), ...theirs.keys()])].filter((name) => !isDeepStrictEqual(ours.get(name), theirs.get(name)));
}

const manifestsOf = (platform: Platform, data: unknown): Manifest[] =>
  platform
    .render('helm', data, { namespace, tests: true })
    .files.flatMap(({ objects }) => objects.map(({ manifest }) => JSON.parse(JSON.stringify(manifest)) as Manifest));

/** A set of values for which helm and the model do not give the same, with the objects. */
const failures = (platform: Platform, chart: string, sets: readonly unknown[]) =>
  rendered(chart, sets).flatMap((manifests, index) => {
    const objects = different(manifests, manifestsOf(platform, sets[index]));
    return objects.length > 0 ? [{ objects, values: JSON.stringify(sets[index]) }] : [];
  });

/** The numbers that a schema accepts at a path; none if it accepts all. */
function numbersOf(schema: unknown, path: string): unknown[] {
  const own = valueAt(schema, `properties.${path.replaceAll('.', '.properties.')}.enum`);
  return Array.isArray(own) ? own.filter((each) => typeof each === 'number') : [];
}

/** The same items for the platform and its components, but their own texts. */
function settingsOf(path: string) {
  const text = path.includes('.') ? '' : 'all';
  const ofObjects = { labels: { tier: text }, annotations: { note: text } };
  if (/services?$/.test(path)) return ofObjects;
  return { ...ofObjects, nodeSelector: { pool: text }, tolerations: [{ key: 'pool', operator: 'Exists' }], imagePullSecrets: ['registry'] };
}

describe.each(charts)('helm/$platform.name', ({ platform, helm: { usual, leftOut }, chart }) => {
  const shape = without(shapeOf(platform.schema), Object.keys(leftOut));
  const environments = [usual, ...platform.environments.filter((name) => name !== usual)].map((name) => platform.data(name));
  const schema = JSON.parse(readFiles(chart, ['values.schema.json'])['values.schema.json'] ?? '');
  const isValid = new Ajv({ strict: false }).compile(schema);
  const filled = (data: unknown) => JSON.parse(JSON.stringify(read(platform.schema, data).filled));
  const isAccepted = (data: unknown): boolean => {
    const found = read(platform.schema, data);
    return found.faults.length === 0 && isValid(JSON.parse(JSON.stringify(found.filled))) === true;
  };

  it.each(platform.environments)('gives dist of %s with its values', (environment) => {
    const values = environment === usual ? [] : ['--values', join(chart, `values-${environment}.yaml`)];
    const documents = parseAllDocuments(helm(['template', 'shop', chart, '--namespace', platform.name, ...helmFlags, '--skip-tests', ...values])).map(
      (each) => each.toJSON(),
    );
    const dist = readFiles(root, [`dist/${platform.name}/${environment}`]);
    const manifests = Object.values(dist).flatMap((text) => parseAllDocuments(text).map((each) => each.toJSON() as Manifest));
    expect(different(documents.filter(Boolean), manifests)).toEqual([]);
  });

  const choices = combinations(shape, environments, isAccepted);

  it('gives what build() gives, for every combination of choices', () => {
    expect(failures(platform, chart, choices.map(filled))).toEqual([]);
  });

  it('gives what build() gives, for each example of docs/configuration.md that is not left out', () => {
    const data = filled(environments[0]);
    const examples = examplesOf(readFiles(root, ['docs/configuration.md'])['docs/configuration.md'] ?? '').filter(
      ({ path: [key = ''] }) => key in data,
    );
    const changed = examples.map(({ path, value }) => ({ path: path.join('.'), data: withValue(data, path, value) }));
    expect(changed.filter((example) => !isAccepted(example.data)).map(({ path }) => path)).toEqual(
      changed.filter(({ path }) => path in leftOut).map(({ path }) => path),
    );
    const accepted = changed.filter((example) => isAccepted(example.data));
    expect(
      failures(
        platform,
        chart,
        accepted.map((example) => filled(example.data)),
      ),
    ).toEqual([]);
  });

  const covering = coveringSets(shape, choices, isAccepted, 11);
  const random = fc.sample(valueSets(shape, choices, isAccepted), { numRuns: 300 - covering.length, seed: 11 });
  const sets = [...covering, ...random].map(filled);

  it('is rendered with other values than those of environments, except for numbers of which it has one', () => {
    const constant = singleValues(shape).filter((path) => new Set(sets.map((data) => JSON.stringify(valueAt(data, path)))).size === 1);
    expect(constant.filter((path) => numbersOf(schema, path).length !== 1)).toEqual([]);
  });

  it('gives what build() gives, for 300 random sets of values', () => {
    expect(failures(platform, chart, sets)).toEqual([]);
  });

  it('gives what build() gives, where components repeat settings of the platform, or replace them with an empty text', () => {
    const data = settingsIn(shape).reduce((all, path) => withValue(all, path.split('.'), settingsOf(path)), environments[0]);
    expect(isAccepted(data)).toBe(true);
    expect(failures(platform, chart, [filled(data)])).toEqual([]);
  });

  it('has no fault that helm lint finds, even of those that it only warns about', () => {
    expect(helm(['lint', '--strict', chart, ...helmFlags])).toContain('1 chart(s) linted, 0 chart(s) failed');
  });

  it('can be packaged', () => {
    const folder = mkdtempSync(join(tmpdir(), 'ballast-package-'));
    try {
      expect(helm(['package', chart, '--destination', folder])).toContain('Successfully packaged chart');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
