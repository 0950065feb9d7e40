import { isHopeless, isOwnImage, waitUntilReady } from '../../../tools/everyday/wait';
import { type Answers, everything, fakeKubectl, fakeTerminal, list, live, model, pod, withContainer } from './fakes';

const wait = async (answer: Answers[string], options = {}) => {
  const terminal = fakeTerminal();
  const outcome = await waitUntilReady(model, fakeKubectl({ [everything]: answer }).kubectl, terminal, options);
  return { ...outcome, seconds: terminal.now() / 1000, shown: terminal.shown };
};

const ready = list(live('StatefulSet', 'db'), live('Deployment', 'web'));
const waitingFor = (reason: string, image: string, more: object = {}) =>
  list(
    live('StatefulSet', 'db'),
    live('Deployment', 'web', 0),
    pod('web', 'web-1', withContainer({ waiting: { reason, message: 'no' } }, { image, ...more })),
  );

describe('waiting', () => {
  it('ends when all is ready, and shows what is missing until then, one line for each component', async () => {
    const creating = pod('db', 'db-0', { conditions: [], containerStatuses: [] });
    const answers = [list(live('StatefulSet', 'db', 0), live('Deployment', 'web'), creating), ready];
    const { seconds, shown, ready: names, failed } = await wait(() => answers.shift() ?? ready);
    expect([seconds, names, failed]).toEqual([2, ['db', 'web'], []]);
    expect(shown).toEqual([
      ['     db (postgres) 0/1 ready, pod db-0: ContainerCreating', '[OK] web (web-service) 1/1 ready'],
      ['[OK] db (postgres) 1/1 ready', '[OK] web (web-service) 1/1 ready'],
    ]);
  });

  it('ends early if an image cannot be pulled, after the registry had a second chance', async () => {
    const { seconds, failed } = await wait(waitingFor('ImagePullBackOff', 'docker.io/library/nginx:1'));
    expect([seconds, failed.map(({ reason }) => reason)]).toEqual([20, ['ImagePullBackOff']]);
  });

  it('counts the two words for a failed pull as one', async () => {
    const words = ['ErrImagePull', 'ImagePullBackOff'];
    let turn = 0;
    const { seconds } = await wait(() => waitingFor(words[turn++ % 2] ?? '', 'docker.io/library/nginx:1'));
    expect(seconds).toBe(20);
  });

  it("does not wait for the platform's own image, which only its owners can pull", async () => {
    const { leftOut, failed, ready: names } = await wait(waitingFor('ErrImagePull', 'ghcr.io/shop/web:1'));
    expect([leftOut.map(({ id }) => id), failed, names]).toEqual([['web'], [], ['db']]);
  });

  it('ends when its time is over, with what is not ready', async () => {
    const { seconds, failed } = await wait(list(live('StatefulSet', 'db', 0), live('Deployment', 'web')), { limitSeconds: 30 });
    expect([seconds, failed.map(({ where }) => where)]).toEqual([30, ['StatefulSet/db']]);
  });

  it('goes on while a program crashes and starts again, which it may do until its database is there', async () => {
    let looks = 0;
    const crashing = () => (looks++ % 22 === 21 ? withContainer({ running: {} }) : withContainer({ waiting: { reason: 'CrashLoopBackOff' } }));
    const { seconds } = await wait(() =>
      looks < 100 ? list(live('StatefulSet', 'db'), live('Deployment', 'web', 0), pod('web', 'web-1', crashing())) : ready,
    );
    expect(seconds).toBe(200);
  });

  it('survives an API server that pauses', async () => {
    const answers = ['!i/o timeout', '!i/o timeout'];
    expect((await wait(() => answers.shift() ?? ready)).failed).toEqual([]);
  });

  it('ends if the API server stays away', async () => {
    await expect(wait('!i/o timeout')).rejects.toThrow('start that cluster');
  });
});

describe('a reason', () => {
  const trouble = (reason: string) => ({ where: 'pod db-0', reason, detail: '' });

  it.each([
    ['Unschedulable', 30],
    ['FailedCreate', 30],
    ['CrashLoopBackOff', 45],
    ['CreateContainerConfigError', 90],
    ['FailedMount', 180],
  ])('%s is hopeless after %d s, and not before', (reason, seconds) => {
    expect([isHopeless(trouble(reason), seconds), isHopeless(trouble(reason), seconds - 1)]).toEqual([true, false]);
  });

  it.each(['InvalidImageName', 'BackoffLimitExceeded'])('%s is hopeless at once', (reason) => {
    expect(isHopeless(trouble(reason), 0)).toBe(true);
  });

  it('that only says that a pod starts is never hopeless', () => {
    expect(isHopeless(trouble('ContainerCreating'), 500)).toBe(false);
  });
});

describe('an image', () => {
  it.each([
    ['ghcr.io/shop/web:1.0.0', true],
    ['localhost:5000/shop:1', true],
    ['registry.example.com/team/shop/web@sha256:0123', true],
    ['docker.io/library/redis:7', false],
    ['ghcr.io/shopping/web:1', false],
  ])("%s is the platform's own: %j", (image, expected) => {
    expect(isOwnImage(image, 'shop')).toBe(expected);
  });
});
