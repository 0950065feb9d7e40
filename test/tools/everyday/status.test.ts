import { status } from '../../../tools/everyday/status';
import { type Answers, config, everything, fakeKubectl, fakeTerminal, list, live, model, namespace, pod, withContainer } from './fakes';

const platform = { name: 'shop', environments: ['dev', 'production'], build: (environment: string) => ({ ...model, environment }) };
const primary = pod('db', 'db-0', {}, { labels: { role: 'primary' } });
const claim = {
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data-db-0', namespace: 'shop' },
  spec: { storageClassName: 'standard' },
  status: { phase: 'Bound', capacity: { storage: '1Gi' } },
};
const well = [live('StatefulSet', 'db'), live('Deployment', 'web'), primary, pod('web', 'web-1'), claim];

const run = async (answers: Answers = {}, options = {}) => {
  const terminal = fakeTerminal();
  const fake = fakeKubectl({ 'get namespaces': namespace('dev'), [everything]: list(...well), 'get nodes': '', logs: '', ...answers });
  const result = await status(platform, fake.kubectl, terminal, options).then(
    () => 'done',
    (error: Error) => error.message,
  );
  return { ...fake, lines: terminal.lines, result };
};

describe('make status', () => {
  it('shows each component with its pods, their roles and nodes, and the volumes', async () => {
    expect((await run()).lines).toEqual([
      'context kind-shop, server https://127.0.0.1:6443',
      'shop/dev in namespace shop',
      '[OK]   db (postgres) 1/1 ready',
      '       db-0  ready  primary  node node-1',
      '[OK]   web (web-service) 1/1 ready',
      '       web-1  ready    node node-1',
      'Volumes:',
      '  data-db-0  Bound  1Gi  class standard',
      '[OK] all of shop/dev is ready',
    ]);
  });

  it('says why a pod is not ready, with the last lines of its log and its last warnings, and fails', async () => {
    const lastState = { terminated: { exitCode: 137, reason: 'OOMKilled' } };
    const broken = pod('web', 'web-1', withContainer({ waiting: { reason: 'CrashLoopBackOff' } }, { restartCount: 7, lastState }));
    const warning = {
      kind: 'Event',
      type: 'Warning',
      reason: 'Unhealthy',
      message: 'no response',
      involvedObject: { kind: 'Pod', name: 'web-1' },
      metadata: {},
    };
    const { lines, result } = await run({
      [everything]: list(live('StatefulSet', 'db'), primary, live('Deployment', 'web', 0), broken, warning),
      logs: 'heap is full\n',
    });
    expect(lines.slice(-5)).toEqual([
      '[FAIL] web (web-service) 0/1 ready',
      '       web-1  CrashLoopBackOff    node node-1  7 restarts (the last time main ended with exit code 137, OOMKilled)',
      '       why: pod web-1: CrashLoopBackOff: container main, 7 restarts: ended with exit code 137 (OOMKilled)',
      '            log of main: heap is full',
      '            event Unhealthy: no response',
    ]);
    expect(result).toContain('not ready: web; look closer: kubectl -n shop describe pod web-1; docs/runbooks says what to do about the stores');
  });

  it('fails if a store has no primary, also if all of its pods are ready', async () => {
    const { lines, result } = await run({ [everything]: list(live('StatefulSet', 'db'), live('Deployment', 'web'), pod('db', 'db-0')) });
    expect(lines).toContain('       why: no pod is primary: writes fail');
    expect(result).toContain('not ready: db;');
  });

  it('names nodes that are down, which the platform may survive', async () => {
    const node = {
      metadata: { name: 'node-2' },
      status: { conditions: [{ type: 'Ready', status: 'Unknown', message: 'Kubelet stopped posting node status.' }] },
    };
    const { lines, result } = await run({ 'get nodes': list(node) });
    expect(lines).toContain('[WARNING] node node-2 is not ready: Kubelet stopped posting node status.');
    expect(result).toBe('done');
  });

  it('works without the right to list nodes', async () => {
    expect((await run({ 'get nodes': '!Error from server (Forbidden)' })).result).toBe('done');
  });

  it('works in any context, because it only reads', async () => {
    expect((await run({ 'config view': config('production') })).result).toBe('done');
  });

  it('shows the environment that the namespace names', async () => {
    expect((await run({ 'get namespaces': namespace('production') })).lines[1]).toBe('shop/production in namespace shop');
  });

  it('shows the environment that the user names, if the namespace names none', async () => {
    expect((await run({ 'get namespaces': namespace() }, { environment: 'production' })).lines[1]).toBe('shop/production in namespace shop');
  });
});

describe('make status refuses', () => {
  it.each([
    ['a cluster without the platform', { 'get namespaces': '' }, {}, 'namespace shop does not exist in this cluster; make dev creates dev there'],
    ['an environment that the cluster does not have', {}, { environment: 'production' }, 'this cluster has shop/dev: make status ENVIRONMENT=dev'],
    ['a namespace that names no environment', { 'get namespaces': namespace() }, {}, 'make status ENVIRONMENT=dev|production'],
    [
      'an environment that the code does not know',
      { 'get namespaces': namespace('test') },
      {},
      'this cluster has shop/test, which this version of the code does not know',
    ],
  ])('%s', async (_, answers, options, message) => {
    expect((await run(answers, options)).result).toContain(message);
  });
});
