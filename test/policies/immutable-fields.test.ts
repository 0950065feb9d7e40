import { immutableFields, recordOf } from '../../policies/immutable-fields';
import { changed, lines, model, withMore, without } from './fixture';

const recorded = recordOf(model());
const policy = immutableFields(recorded);
const renamed = (object: string) =>
  changed(object, ({ metadata }) => {
    metadata.name = 'renamed';
  });

describe('immutable-fields', () => {
  it('records selectors, claims, roleRefs and the names of objects that hold state, sorted', () => {
    expect(Object.keys(recorded)).toEqual([
      'shopfds/production Deployment shopfds/shop',
      'shopfds/production Namespace shopfds',
      'shopfds/production RoleBinding shopfds/shop',
      'shopfds/production Service shopfds/db',
      'shopfds/production Service shopfds/db-rw',
      'shopfds/production Service shopfds/shop',
      'shopfds/production StatefulSet shopfds/db',
    ]);
    expect(recorded['shopfds/production StatefulSet shopfds/db']).toEqual({
      'spec.selector': { matchLabels: { 'app.kubernetes.io/name': 'db', 'app.kubernetes.io/instance': 'db' } },
      'spec.serviceName': 'db',
      'spec.podManagementPolicy': 'Parallel',
      'spec.volumeClaimTemplates': [
        { metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } } } },
      ],
    });
    expect(recorded['shopfds/production Namespace shopfds']).toEqual({});
  });

  it('passes unchanged objects, and entries of other platforms and environments', () => {
    const others = { 'shopfds/production-eu Service shopfds/gone': {}, 'ojeomneo/production Service ojeomneo/gone': {} };
    expect(lines(immutableFields({ ...recorded, ...others }), model())).toEqual([]);
  });

  it('passes changes of mutable fields', () => {
    const subject = changed('StatefulSet/db', ({ spec }) => {
      spec.replicas = 5;
      spec.template.spec.containers[0].image = 'ghcr.io/example/postgres:2';
    });
    expect(lines(policy, subject)).toEqual([]);
  });

  it('leaves out a Job and its objects, whose names contain a hash of the content', () => {
    const roleBinding = {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name: 'generated-1a2b3c4d', namespace: 'shopfds', labels: { 'app.kubernetes.io/instance': 'generated-1a2b3c4d' } },
      roleRef: { kind: 'Role', name: 'generated-1a2b3c4d' },
    };
    const job = { ...roleBinding, apiVersion: 'batch/v1', kind: 'Job', spec: {} };
    expect(lines(policy, withMore([job, roleBinding]))).toEqual([]);
    expect(lines(policy, withMore([roleBinding]))).toEqual([expect.stringContaining('RoleBinding/generated-1a2b3c4d | it is not recorded yet')]);
  });

  it.each([
    ['StatefulSet/db', 'spec.serviceName', (spec: Record<string, unknown>) => Object.assign(spec, { serviceName: 'db-pods' })],
    ['StatefulSet/db', 'spec.podManagementPolicy', (spec: Record<string, unknown>) => Object.assign(spec, { podManagementPolicy: 'OrderedReady' })],
    ['StatefulSet/db', 'spec.volumeClaimTemplates', (spec: Record<string, unknown>) => Object.assign(spec, { volumeClaimTemplates: [] })],
    ['Deployment/shop', 'spec.selector', (spec: Record<string, unknown>) => Object.assign(spec, { selector: { matchLabels: { app: 'shop' } } })],
    ['Service/db', 'spec.clusterIP', (spec: Record<string, unknown>) => delete spec.clusterIP],
    ['Service/shop', 'spec.clusterIP', (spec: Record<string, unknown>) => Object.assign(spec, { clusterIP: 'None' })],
  ])('fails when %s changes %s', (object, path, change) => {
    const violations = lines(
      policy,
      changed(object, ({ spec }) => void change(spec)),
    );
    expect(violations).toEqual([expect.stringContaining(`${object} | ${path} was `)]);
    expect(violations[0]).toMatch(
      / and is .*: the API server refuses this change, and the object would have to be deleted and created again \| change it back; if .*`make record`/,
    );
  });

  it('fails when a RoleBinding gets another role', () => {
    const subject = changed('RoleBinding/shop', (manifest) => {
      manifest.roleRef.name = 'admin';
    });
    expect(lines(policy, subject)).toEqual([expect.stringContaining('RoleBinding/shop | roleRef was {')]);
  });

  it.each([
    ['StatefulSet/db', 'shopfds/db', 'the new StatefulSet starts with empty volumes'],
    ['Service/db', 'shopfds/db', 'its clients have the old name in their configuration'],
    ['Namespace/shopfds', 'shopfds', 'the volumes stay in the old one'],
    ['Deployment/shop', 'shopfds/shop', 'the old object is deleted and the new one starts empty'],
  ])('fails when %s is renamed: one object is new and one is missing', (object, name, meaning) => {
    const kind = object.split('/')[0];
    const [added, gone, ...more] = lines(policy, renamed(object));
    expect(added).toMatch(
      new RegExp(`${kind}/renamed \\| it is not recorded yet: .* \\| run .make record. if the object is new; if an existing object was renamed`),
    );
    expect(gone).toContain(`shopfds/production ${kind} ${name} | it is recorded but no longer rendered; if it was renamed, `);
    expect(gone).toContain(meaning);
    expect(gone).toContain(` | restore the name ${name}; if the change is intended`);
    expect(more).toEqual([]);
  });

  it('fails when a recorded object is missing', () => {
    expect(lines(policy, without('Service/db-rw'))).toEqual([
      expect.stringContaining('shopfds/production Service shopfds/db-rw | it is recorded but no longer rendered'),
    ]);
  });
});
