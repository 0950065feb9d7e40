import { ContentJob, type ContentJobProps, type PatchOperation, patch } from '../../../../constructs/kubernetes';
import { valueAt } from '../../../../constructs/kubernetes/platform/json-pointer';
import { WebService } from '../../../../constructs/web-service';
import { manifestPolicies } from '../../../../policies';
import { failure, manifest, renderIn } from '../../fixture';

const props = { image: 'ghcr.io/shop/shop:1.0.0', replicas: 2, resources: { cpu: '50m', memory: '128Mi' } };

const patchedBy = (operations: readonly PatchOperation[], id = 'Deployment') =>
  renderIn((chart) => patch(new WebService(chart, 'shop', props), id, operations));

describe('a patch', () => {
  it('adds, replaces and removes fields in the order of its operations', () => {
    const model = patchedBy([
      { op: 'add', path: '/spec/template/spec/hostAliases', value: [{ ip: '10.0.0.1', hostnames: ['legacy'] }] },
      { op: 'replace', path: '/spec/template/spec/terminationGracePeriodSeconds', value: 90 },
      { op: 'remove', path: '/spec/strategy' },
    ]);
    const { spec } = manifest(model, 'Deployment/shop');
    expect(spec.template.spec).toMatchObject({ hostAliases: [{ ip: '10.0.0.1', hostnames: ['legacy'] }], terminationGracePeriodSeconds: 90 });
    expect(spec).not.toHaveProperty('strategy');
    expect(manifestPolicies.flatMap((policy) => policy.check(model))).toEqual([]);
  });

  it('can change the NetworkPolicy, which is created last', () => {
    const model = patchedBy([{ op: 'add', path: '/metadata/annotations', value: { note: 'mine' } }], 'NetworkPolicy');
    expect(manifest(model, 'NetworkPolicy/shop').metadata.annotations).toEqual({ note: 'mine' });
  });

  it('is checked by the policies', () => {
    const model = patchedBy([{ op: 'add', path: '/spec/template/spec/hostNetwork', value: true }]);
    const found = manifestPolicies.flatMap((policy) => policy.check(model)).map(({ message }) => message);
    expect(found).toContain('hostNetwork is true');
  });

  it('refuses an object that the component does not have, and lists the objects that it has', () => {
    expect(failure(() => patchedBy([], 'Deploymant'))).toBe(
      '10-shop/shop: the object to patch is "Deploymant"; it must be one of NetworkPolicy, Deployment, Service, PodDisruptionBudget',
    );
  });

  const refusal = (operation: unknown, id?: string) => failure(() => patchedBy([operation as PatchOperation], id));

  it.each<[string, unknown, string]>([
    ['no list', 'x', 'the patch of Deployment is "x"; it must be a list of operations, such as { op, path, value }'],
    ['nothing', undefined, 'the patch of Deployment is missing; it must be a list of operations, such as { op, path, value }'],
    [
      'an unknown operation',
      [{ op: 'move', path: '/a', from: '/b' }],
      'the patch of Deployment[0].op is "move"; it must be one of add, replace, remove',
    ],
    [
      'no leading slash',
      [{ op: 'remove', path: 'spec' }],
      `the patch of Deployment[0].path is "spec"; it must be a JSON pointer such as '/spec/replicas'`,
    ],
    ['the whole manifest', [{ op: 'remove', path: '' }], `the patch of Deployment[0].path is ""; it must be a JSON pointer such as '/spec/replicas'`],
  ])('refuses %s', (_, operations, message) => {
    expect(failure(() => patchedBy(operations as PatchOperation[]))).toBe(`10-shop/shop: ${message}`);
  });

  const itself: unknown[] = [];
  itself.push(itself);
  it.each([
    ['undefined', undefined],
    ['null', null],
    ['null inside', { a: [null] }],
    ['a function', () => 1],
    ['NaN', Number.NaN],
    ['a Date', new Date(0)],
    ['a list that contains itself', itself],
  ])('refuses the value %s', (_, value) => {
    expect(refusal({ op: 'add', path: '/spec/template/spec/hostAliases', value })).toMatch(
      /^10-shop\/shop: the patch of Deployment\[0\]\.value is .*; it must be plain JSON without null: text, a number, true, false, a list or an object$/,
    );
  });

  it.each<[string, PatchOperation, string]>([
    ['a field to replace that does not exist', { op: 'replace', path: '/spec/nope', value: 1 }, 'it must be the path of an existing field, one of '],
    ['a field to remove that does not exist', { op: 'remove', path: '/spec/nope' }, 'it must be the path of an existing field, one of '],
    ['a field that every object inherits', { op: 'remove', path: '/spec/constructor' }, 'it must be the path of an existing field, one of '],
    [
      'a list item that does not exist',
      { op: 'remove', path: '/spec/template/spec/containers/1' },
      'it must be the path of a list item, with its number from 0 to 0',
    ],
    [
      'the length of a list',
      { op: 'replace', path: '/spec/template/spec/containers/length', value: 1 },
      'it must be the path of a list item, with its number from 0 to 0',
    ],
    ['a list item after a gap', { op: 'add', path: '/spec/template/spec/containers/2', value: {} }, "its end must be '-' or 0 to 1"],
    ['a field below nothing', { op: 'add', path: '/spec/nope/x', value: 1 }, 'it must be below an existing list or object'],
    [
      'an unknown field',
      { op: 'add', path: '/spec/template/spec/tolerationz', value: [] },
      'the API of Kubernetes 1.27 has no field /spec/template/spec/tolerationz of this type',
    ],
    [
      'an unknown field in a value',
      { op: 'add', path: '/spec/template/spec/dnsConfig', value: { optionz: [] } },
      'the API of Kubernetes 1.27 has no field /spec/template/spec/dnsConfig/optionz of this type',
    ],
    [
      'another spelling',
      { op: 'add', path: '/spec/template/spec/hostaliases', value: [] },
      'the API of Kubernetes 1.27 has no field /spec/template/spec/hostaliases of this type',
    ],
    [
      'a newer field',
      { op: 'add', path: '/spec/template/spec/containers/-', value: { name: 'x', restartPolicy: 'Always' } },
      'the API of Kubernetes 1.27 has no field /spec/template/spec/containers/1/restartPolicy of this type',
    ],
    [
      'a list in place of a number',
      { op: 'add', path: '/spec/minReadySeconds', value: [5] },
      'the API of Kubernetes 1.27 has no field /spec/minReadySeconds of this type',
    ],
    [
      'text in place of an object',
      { op: 'add', path: '/spec/template/spec/affinity', value: 'x' },
      'the API of Kubernetes 1.27 has no field /spec/template/spec/affinity of this type',
    ],
    [
      'text in place of a list',
      { op: 'replace', path: '/spec/template/spec/containers', value: 'x' },
      'the API of Kubernetes 1.27 has another type there',
    ],
    ['text in place of a number', { op: 'add', path: '/spec/replicas', value: '5' }, 'its value must be a number, as now; it is text'],
    [
      'true in place of a port',
      { op: 'replace', path: '/spec/template/spec/containers/0/livenessProbe/tcpSocket/port', value: true },
      'its value must be a number or text, as now; it is true or false',
    ],
    ['the end of the spec', { op: 'remove', path: '/spec' }, 'the object must keep /spec'],
    ['the end of the pod template', { op: 'replace', path: '/spec/template', value: {} }, 'the object must keep /spec/template/spec/containers'],
    ['no container', { op: 'remove', path: '/spec/template/spec/containers/0' }, 'the object must keep /spec/template/spec/containers'],
    ['another name', { op: 'replace', path: '/metadata/name', value: 'x' }, 'it must leave out /metadata/name, which identifies the object'],
    [
      'another namespace',
      { op: 'replace', path: '/metadata/namespace', value: 'x' },
      'it must leave out /metadata/namespace, which identifies the object',
    ],
    ['no metadata', { op: 'remove', path: '/metadata' }, 'it must leave out /metadata/name, which identifies the object'],
    ['another kind', { op: 'replace', path: '/kind', value: 'DaemonSet' }, 'it must leave out /kind, which identifies the object'],
    ['another API', { op: 'replace', path: '/apiVersion', value: 'v2' }, 'it must leave out /apiVersion, which identifies the object'],
    ['a path that changes prototypes', { op: 'add', path: '/metadata/labels/__proto__', value: 'x' }, 'JSON Patch refuses it: '],
  ])('refuses %s', (_, operation, message) => {
    expect(refusal(operation)).toContain(`10-shop/shop/Deployment: the patch ${operation.op} is ${JSON.stringify(operation.path)}; ${message}`);
  });

  it.each<[string, PatchOperation]>([
    ['a port by number instead of its name', { op: 'replace', path: '/spec/template/spec/containers/0/livenessProbe/tcpSocket/port', value: 8000 }],
    ['a new quantity', { op: 'add', path: '/spec/template/spec/containers/0/resources/limits/cpu', value: 2 }],
    ['a field that the API spells with other capitals than the L1 class', { op: 'add', path: '/spec/template/spec/hostPID', value: false }],
    ['a key with a slash', { op: 'add', path: '/metadata/labels/example.com~1team', value: 'shop' }],
    ['a part of a newer field', { op: 'replace', path: '/spec/template/spec/containers/0/lifecycle/preStop/sleep/seconds', value: 9 }],
    ['what is around a newer field', { op: 'add', path: '/spec/template/spec/containers/0/command', value: ['/shop'] }],
  ])('changes %s', (_, operation) => {
    const { path } = operation;
    expect(valueAt(manifest(patchedBy([operation]), 'Deployment/shop'), path)).toEqual('value' in operation && operation.value);
  });

  it('may append equal items', () => {
    const append: PatchOperation = { op: 'add', path: '/spec/template/spec/containers/0/args/-', value: '-v' };
    const model = patchedBy([{ op: 'add', path: '/spec/template/spec/containers/0/args', value: [] }, append, append]);
    expect(manifest(model, 'Deployment/shop').spec.template.spec.containers[0].args).toEqual(['-v', '-v']);
  });
});

describe('a patch of a component with a Job of one content', () => {
  const job: ContentJobProps = {
    name: 'filler',
    component: 'data',
    files: [
      { name: 'fill.sh', text: 'echo\n', onChange: 'restart' },
      { name: 'list', text: 'a\n', onChange: 'reload' },
    ],
    image: 'ghcr.io/shop/fill:1.0.0',
    user: { uid: 10, gid: 11 },
    resources: { cpu: '10m', memory: '32Mi' },
    retries: 3,
  };
  const patchedJob = (id: string, operation: PatchOperation) =>
    renderIn((chart) => {
      new ContentJob(chart, 'fill', job);
      patch(chart, id, [operation]);
    });

  it('names its objects without the hash', () => {
    const model = patchedJob('fill/NetworkPolicy', { op: 'add', path: '/metadata/annotations', value: { note: 'mine' } });
    expect(JSON.stringify(model)).toContain('"note":"mine"');
  });

  it('refuses the Job, whose name would stay', () => {
    expect(failure(() => patchedJob('fill/Job', { op: 'replace', path: '/spec/backoffLimit', value: 1 }))).toMatch(
      /^10-shop\/fill-[0-9a-f]{8}\/Job: the patch replace is "\/spec\/backoffLimit"; it must leave out this object, which has a hash of its content in its name/,
    );
  });

  it.each(['/data/fill.sh', '/data'])('refuses %s of the ConfigMap, because its hash would stay', (path) => {
    expect(failure(() => patchedJob('fill/ConfigMap', { op: 'replace', path, value: 'x' }))).toMatch(
      /it must leave out \/data\/fill\.sh, which is covered by a hash that is taken before the patch/,
    );
  });

  it('changes a file that its program reloads', () => {
    expect(JSON.stringify(patchedJob('fill/ConfigMap', { op: 'replace', path: '/data/list', value: 'b\n' }))).toContain('"list":"b\\n"');
  });
});
