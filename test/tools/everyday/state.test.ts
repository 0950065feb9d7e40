import { type Live, liveOf } from '../../../tools/everyday/live';
import { countOf, isDone, stateOf, troublesOf } from '../../../tools/everyday/state';
import { linesOf, textOf } from '../../../tools/everyday/trouble';
import { live, model, pod, withContainer, workload } from './fakes';

const at = (items: readonly object[]): Live => liveOf(items as Parameters<typeof liveOf>[0]);
const database = (items: readonly object[], status: object = {}) => {
  const [state] = stateOf(model, at([live('StatefulSet', 'db', 0, status), ...items]));
  if (!state) throw new Error('the model has no component');
  return state;
};
const why = (items: readonly object[], status: object = {}) => troublesOf(database(items, status)).map(textOf);
const event = (about: string, reason: string, message: string, more: object = {}) => {
  const [kind, name] = about.split('/');
  return { kind: 'Event', type: 'Warning', reason, message, involvedObject: { kind, name }, metadata: {}, ...more };
};

describe('a component is ready', () => {
  it('if as many pods as wanted are ready, all of the current version', () => {
    const [state] = stateOf(model, at([live('StatefulSet', 'db')]));
    expect(state && [isDone(state), countOf(state), troublesOf(state)]).toEqual([true, '1/1', []]);
  });

  it('but not while pods of the old version run', () => {
    expect(isDone(database([pod('db', 'db-0')], { readyReplicas: 1, updatedReplicas: 0 }))).toBe(false);
  });

  it('but not while an old pod serves because the new one cannot start', () => {
    const stuck = [
      live('Deployment', 'web', 1, { replicas: 2 }),
      pod('web', 'web-old'),
      pod('web', 'web-new', withContainer({ waiting: { reason: 'ImagePullBackOff' } })),
    ];
    const [, web] = stateOf(model, at(stuck));
    expect(web && [isDone(web), troublesOf(web).map(({ where }) => where)]).toEqual([false, ['pod web-new']]);
  });

  it('but not before its controller has seen the change', () => {
    expect(isDone(database([pod('db', 'db-0')], { readyReplicas: 1, observedGeneration: 0 }))).toBe(false);
  });

  it('if its Job has succeeded, which counts no pods of it', () => {
    const withJob = {
      files: [
        {
          name: '10.yaml',
          objects: [workload('StatefulSet', 'db'), workload('Job', 'db-form')].map((manifest) => ({ manifest, path: '', lost: [] })),
        },
      ],
      components: [{ kind: 'redis', id: 'db', namespace: 'shop', workloads: ['StatefulSet/db', 'Job/db-form'], claims: [], endpoints: [] }],
    };
    const stateWith = (succeeded: number) =>
      stateOf(withJob, at([live('StatefulSet', 'db'), live('Job', 'db-form', succeeded)])).map((state) => [isDone(state), countOf(state)]);
    expect([stateWith(0), stateWith(1)]).toEqual([[[false, '1/1']], [[true, '1/1']]]);
  });
});

describe('a workload', () => {
  it('that does not exist says so', () => {
    expect(stateOf(model, at([])).flatMap(troublesOf).map(textOf)).toEqual([
      'StatefulSet/db: NotFound: it does not exist on the cluster',
      'Deployment/web: NotFound: it does not exist on the cluster',
    ]);
  });

  it('whose pods are refused says why', () => {
    expect(why([event('StatefulSet/db', 'FailedCreate', 'pods "db-0" is forbidden: exceeded quota')])).toEqual([
      'StatefulSet/db: FailedCreate: pods "db-0" is forbidden: exceeded quota',
    ]);
  });

  it('whose pods ReplicaSets create says why these are refused', () => {
    const states = stateOf(model, at([live('Deployment', 'web', 0), event('ReplicaSet/web-5d4', 'FailedCreate', 'exceeded quota')]));
    expect(states.flatMap(troublesOf).map(textOf)).toContain('Deployment/web: FailedCreate: exceeded quota');
  });
});

describe('a pod is not ready, because', () => {
  const withStatus = (status: object, ...events: object[]) => why([pod('db', 'db-0', status), ...events]);

  it('its image cannot be pulled', () => {
    expect(withStatus(withContainer({ waiting: { reason: 'ImagePullBackOff', message: 'Back-off pulling\n  image' } }))).toEqual([
      'pod db-0: ImagePullBackOff: container main, image docker.io/library/main:1: Back-off pulling image',
    ]);
  });

  it('its program crashes, with how it ended the last time', () => {
    const lastState = { terminated: { exitCode: 137, reason: 'OOMKilled', message: 'out of memory' } };
    expect(withStatus(withContainer({ waiting: { reason: 'CrashLoopBackOff', message: 'back-off 40s' } }, { restartCount: 4, lastState }))).toEqual([
      'pod db-0: CrashLoopBackOff: container main, 4 restarts: ended with exit code 137 (OOMKilled): out of memory',
    ]);
  });

  it('a Secret is missing', () => {
    expect(withStatus(withContainer({ waiting: { reason: 'CreateContainerConfigError', message: 'secret "db" not found' } }))).toEqual([
      'pod db-0: CreateContainerConfigError: container main: secret "db" not found',
    ]);
  });

  it('no node takes it, with what is wrong with its volume', () => {
    const conditions = [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: '0/3 nodes are available' }];
    const claim = { kind: 'PersistentVolumeClaim', metadata: { name: 'data-db-0', namespace: 'shop' }, spec: {}, status: { phase: 'Pending' } };
    const failed = event('PersistentVolumeClaim/data-db-0', 'ProvisioningFailed', 'the disk is full');
    expect(why([pod('db', 'db-0', { phase: 'Pending', conditions }), claim, failed])).toEqual([
      'pod db-0: Unschedulable: 0/3 nodes are available; volume claim data-db-0: the disk is full',
    ]);
  });

  it('a volume cannot be mounted', () => {
    const waiting = withContainer({ waiting: { reason: 'ContainerCreating' } });
    expect(withStatus(waiting, event('Pod/db-0', 'FailedMount', 'configmap "db" not found'))).toEqual([
      'pod db-0: FailedMount: configmap "db" not found',
    ]);
  });

  it('its image is being pulled', () => {
    const waiting = withContainer({ waiting: { reason: 'ContainerCreating' } });
    expect(withStatus(waiting, event('Pod/db-0', 'Pulling', 'Pulling image "main:1"', { type: 'Normal' }))).toEqual([
      'pod db-0: ContainerCreating: Pulling image "main:1"',
    ]);
  });

  it('its probe fails, with what the probe answered last', () => {
    const events = [
      event('Pod/db-0', 'Unhealthy', 'no response', { lastTimestamp: '2026-01-01T00:00:02Z' }),
      event('Pod/db-0', 'Unhealthy', 'connection refused', { lastTimestamp: '2026-01-01T00:00:01Z' }),
    ];
    expect(withStatus(withContainer({ running: {} }), ...events)).toEqual(['pod db-0: NotReady: container main: no response']);
  });

  it('it was evicted', () => {
    expect(withStatus({ phase: 'Failed', reason: 'Evicted', message: 'The node was low on memory', conditions: [] })).toEqual([
      'pod db-0: Evicted: The node was low on memory',
    ]);
  });

  it('it is being stopped, as pods of a lost node are', () => {
    expect(why([pod('db', 'db-0', {}, { deletionTimestamp: '2026-01-01T00:00:00Z' })])).toEqual(['pod db-0: Terminating: on node node-1']);
  });
});

it('pods with the same trouble share a line', () => {
  const trouble = (name: string, detail: string) => ({ where: `pod ${name}`, reason: 'Unschedulable', detail, pod: name });
  expect(linesOf([trouble('db-0', 'no node'), trouble('db-1', 'no volume'), trouble('db-2', 'no node')]).map(({ text }) => text)).toEqual([
    'pods db-0, db-2: Unschedulable: no node',
    'pod db-1: Unschedulable: no volume',
  ]);
});
