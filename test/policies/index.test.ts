import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { check, checkBy, manifestPolicies, policies, report } from '../../policies';
import { immutableFields, recordOf } from '../../policies/immutable-fields';
import { resources } from '../../policies/resources';
import { failure } from '../constructs/fixture';
import { changed, model } from './fixture';

describe('the policies', () => {
  it.each(manifestPolicies.map((policy) => [policy.name, policy] as const))('%s passes the fixture', (_, policy) => {
    expect(policy.check(model())).toEqual([]);
  });

  it('immutable-fields passes the fixture when it is recorded', () => {
    expect(immutableFields(recordOf(model())).check(model())).toEqual([]);
  });

  it('have one file or folder and one test each, named like the policy', () => {
    const helpers = ['gone-environments', 'index', 'manifests', 'open-peers', 'policy', 'ports', 'promql', 'quota-usage', 'replicas', 'routes'];
    const files = readdirSync(join(__dirname, '../../policies'))
      .filter((file) => !file.endsWith('.json'))
      .map((file) => file.replace('.ts', ''));
    const tests = readdirSync(__dirname).flatMap((file) =>
      file.endsWith('.test.ts') || existsSync(join(__dirname, file, 'index.test.ts')) ? [file.replace('.test.ts', '')] : [],
    );
    const names = policies.map(({ name }) => name).sort();
    expect(files.filter((file) => !helpers.includes(file)).sort()).toEqual(names);
    expect(tests.filter((name) => !helpers.includes(name)).sort()).toEqual(names);
  });

  it('are all applied by check', () => {
    const broken = structuredClone(model());
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'Db', namespace: 'shopfds' }, data: { password: 'eA==' } };
    const subject = { ...broken, files: [...broken.files, { name: '30.yaml', objects: [{ manifest: secret, path: '30/Secret', lost: ['type'] }] }] };
    const found = new Set(check(subject).map(({ policy }) => policy));
    expect([...found]).toEqual(['name-length', 'nothing-lost', 'secret-data', 'immutable-fields']);
  });
});

it('a policy that cannot read a manifest is an error that names the policy and the environment', () => {
  const subject = changed('Deployment/shop', ({ spec }) => Object.assign(spec.template.spec, { containers: 'x' }));
  expect(failure(() => checkBy(resources, subject))).toMatch(/^shopfds\/production: the policy resources cannot read a manifest, see its patches: /);
});

describe('the report', () => {
  const violation = { policy: 'spread', where: 'shopfds/dev 10-data.yaml StatefulSet/db', message: 'it has no spread', fix: 'spread it' };

  it('states the reason of the policy, the place, the fault and the fix', () => {
    expect(report([violation])).toBe(
      `1 violation

spread: Replicas on one node or in one zone are lost together.
  shopfds/dev 10-data.yaml StatefulSet/db
    it has no spread
    fix: spread it
`,
    );
  });

  it('keeps the violations of one policy together', () => {
    const text = report([violation, { ...violation, policy: 'probes' }, { ...violation, where: 'elsewhere' }]);
    expect(text).toMatch(/^3 violations/);
    expect(text.match(/^spread: /gm)).toHaveLength(1);
    expect(text.indexOf('elsewhere')).toBeGreaterThan(text.indexOf('spread: '));
  });

  it('lists a fault of several environments once, and names them', () => {
    const text = report([violation, { ...violation, where: violation.where.replace('dev', 'staging') }, { ...violation, message: 'other' }]);
    expect(text).toMatch(/^2 violations/);
    expect(text).toContain('\n  shopfds/dev, staging 10-data.yaml StatefulSet/db\n    it has no spread\n');
  });

  it('states that there are none', () => {
    expect(report([])).toBe('no violations\n');
  });
});
