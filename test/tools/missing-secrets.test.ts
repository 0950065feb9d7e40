import type { Model, SecretRecord } from '../../model';
import { chosen, type Found, refusals, secretManifest } from '../../tools/missing-secrets';

const record: SecretRecord = { namespace: 'shop', name: 'db', keys: ['password', 'user'], readers: ['StatefulSet/db'], claims: ['data-db-0'] };
const namespace = { manifest: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } }, path: '', lost: [] };
const model: Model = {
  platform: 'shop',
  environment: 'dev',
  files: [{ name: '00-namespaces.yaml', objects: [namespace] }],
  components: [],
  connections: [],
  apiServerCidrs: [],
  edgeCidrs: [],
  secrets: [record],
  alerts: [],
  given: [],
  contents: [],
};
const found = (change: Partial<Found>): Found[] => [{ record, namespaceExists: true, claims: [], ...change }];

describe('Secrets may be created', () => {
  it('if one is missing and no volume was created with it', () => {
    expect(refusals(model, found({}))).toEqual([]);
  });

  it('if one exists with all of its keys, with or without volumes', () => {
    expect(refusals(model, found({ keys: ['user', 'password', 'more'], claims: ['data-db-0'] }))).toEqual([]);
  });

  it('if another Secret of the same volume exists: a database was added', () => {
    const added = { ...record, name: 'orders' };
    const claims = ['data-db-0'];
    const [kept] = found({ keys: record.keys, claims });
    expect(refusals(model, [...(kept ? [kept] : []), ...found({ record: added, claims })])).toEqual([]);
  });
});

describe('no Secret may be created', () => {
  it('if a volume exists and the Secret of its data is lost', () => {
    expect(refusals(model, found({ claims: ['data-db-0'] }))).toEqual([
      'Secret shop/db is missing, but volume claim data-db-0 exists, whose data were created with the lost Secret; restore the Secret, or delete the claim and its data',
    ]);
  });

  it('if a Secret lacks a key that pods read', () => {
    expect(refusals(model, found({ keys: ['user'] }))).toEqual(['Secret shop/db has no password, which StatefulSet/db read; add the missing keys']);
  });

  it('if the namespace is missing, with one message for all of its Secrets and the command that creates it', () => {
    const without = found({ namespaceExists: false });
    expect(refusals(model, [...without, ...without])).toEqual([
      'namespace shop does not exist; create it first: kubectl apply -f dist/shop/dev/00-namespaces.yaml',
    ]);
  });
});

describe('a new Secret', () => {
  it('has a different value for each key', () => {
    let count = 0;
    expect(secretManifest(record, () => `value ${++count}`)).toEqual({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'db', namespace: 'shop' },
      stringData: { password: 'value 1', user: 'value 2' },
    });
  });
});

describe('the arguments', () => {
  const platforms = [{ name: 'shop', environments: ['dev', 'production'], build: (environment: string) => ({ ...model, environment }) }];

  it('choose a platform and an environment', () => {
    expect(chosen(platforms, ['shop', 'production']).environment).toBe('production');
  });

  it.each([
    [[], "PLATFORM is ''; it must be one of these, listed with their environments: shop (dev, production)"],
    [['shopp', 'dev'], "PLATFORM is 'shopp'; it must be one of these, listed with their environments: shop (dev, production)"],
    [['shop', 'prod'], "ENVIRONMENT is 'prod'; it must be one of dev, production"],
  ])('%j are refused with the possible values', (wrong, message) => {
    expect(() => chosen(platforms, wrong)).toThrow(message);
  });
});
