import { dev } from '../../../tools/everyday/dev';
import { type Answers, config, everything, fakeKubectl, fakeTerminal, list, live, model, namespace, pod, withContainer } from './fakes';

const applied = 'namespace/shop created\nstatefulset.apps/db created\ndeployment.apps/web unchanged\n';
const usual = { apply: applied, [everything]: list(live('StatefulSet', 'db'), live('Deployment', 'web')) };
const run = async (answers: Answers = {}, options = {}) => {
  const terminal = fakeTerminal();
  const fake = fakeKubectl({ ...usual, ...answers });
  const result = await dev(model, fake.kubectl, terminal, options).then(
    () => 'done',
    (error: Error) => error.message,
  );
  return { ...fake, ...terminal, left: terminal.left, result };
};
const webWith = (status: object) => ({ [everything]: list(live('StatefulSet', 'db'), live('Deployment', 'web', 0), pod('web', 'web-1', status)) });

describe('make dev', () => {
  it('applies the manifests as `kubectl apply -f` does, and says what changed', async () => {
    const { inputs, lines, calls } = await run();
    expect(calls).toContain('apply -f -');
    expect(inputs[0]).toContain('kind: StatefulSet');
    expect(lines).toContain('[OK] applied shop/dev to namespace shop: 2 created, 1 unchanged');
  });

  it('ends with [OK] and the time that it took', async () => {
    expect((await run()).lines.at(-1)).toBe('[OK] shop/dev is ready after 0 s; make status shows it, make clean removes it');
  });

  it("warns of the platform's own image that the cluster cannot pull, and is done nevertheless", async () => {
    const { result, lines } = await run(webWith(withContainer({ waiting: { reason: 'ErrImagePull' } }, { image: 'ghcr.io/shop/web:1' })));
    expect([result, lines.at(-2), lines.at(-1)]).toEqual([
      'done',
      "[WARNING] web does not run: this cluster cannot pull ghcr.io/shop/web:1, the platform's own image; give it access, or load the image",
      '[OK] shop/dev is ready after 0 s, except for what the warnings name; make status shows it, make clean removes it',
    ]);
  });

  it('fails with the reason, the last lines of the program and what to do', async () => {
    const crashed = withContainer({ waiting: { reason: 'CrashLoopBackOff' } }, { restartCount: 4, lastState: { terminated: { exitCode: 1 } } });
    const { result, lines } = await run({ ...webWith(crashed), logs: 'starting\nno such table: users\n' });
    expect(lines.slice(-3)).toEqual([
      '[FAIL] pod web-1: CrashLoopBackOff: container main, 4 restarts: ended with exit code 1',
      '       log of main: starting',
      '       log of main: no such table: users',
    ]);
    expect(result).toBe('shop/dev is not ready: read its log, and correct what it names; make status shows it again, make clean removes it');
  });

  it('says that an interruption leaves behind what was applied, once it has begun', async () => {
    expect([(await run()).left, (await run({ 'config view': config('production') })).left]).toEqual([
      'what was applied stays; make status shows it, make clean removes it',
      'nothing was changed',
    ]);
  });
});

describe('make dev applies nothing', () => {
  it.each([
    ['to a context that may be any cluster', { 'config view': config('production') }, 'if you mean it: make dev CONTEXT=production'],
    ['to a namespace of another environment', { 'get namespaces': namespace('production') }, 'use a cluster of its own for shop/dev'],
    [
      'to a namespace that says nothing',
      { 'get namespaces': namespace() },
      'if it is shop/dev: kubectl label namespace shop ballast/environment=dev',
    ],
    [
      'to a namespace that is being deleted',
      { 'get namespaces': namespace('dev', { deletionTimestamp: '2026-01-01T00:00:00Z', labels: { 'ballast/environment': 'dev' } }) },
      'namespace shop is being deleted; wait until it is gone: make clean',
    ],
    [
      'if no StorageClass is the default',
      { 'get storageclasses': list({ metadata: { name: 'slow' } }) },
      'make one the default: kubectl annotate storageclass slow storageclass.kubernetes.io/is-default-class=true',
    ],
    [
      'if there is no StorageClass',
      { 'get storageclasses': '' },
      'it has none at all; install a provisioner of volumes, such as local-path-provisioner',
    ],
  ] as const)('%s', async (_, answers, message) => {
    const { result, calls } = await run(answers);
    expect(result).toContain(message);
    expect(calls).not.toContain('apply -f -');
  });
});

describe('make dev passes on why the API server refuses the manifests', () => {
  it('for a lack of permission', async () => {
    expect((await run({ apply: '!Error from server (Forbidden): namespaces is forbidden: User "jo" cannot create resource' })).result).toContain(
      'use a user with that permission',
    );
  });

  it('for a field that cannot change, which needs a new object', async () => {
    const message = '!The StatefulSet "db" is invalid: spec: Forbidden: updates to statefulset spec for fields other than replicas are forbidden';
    const { result } = await run({ apply: message });
    expect(result).toMatch(/are forbidden; make clean removes the objects with their data$/);
  });

  it('but reads no class of volumes if the user may not, because pods that wait for one say so', async () => {
    expect((await run({ 'get storageclasses': '!Error from server (Forbidden)' })).result).toBe('done');
  });
});
