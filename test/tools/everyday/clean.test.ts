import { clean } from '../../../tools/everyday/clean';
import { type Answers, config, everything, fakeKubectl, fakeTerminal, list, model, namespace, pod } from './fakes';

const claim = {
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data-db-0', namespace: 'shop' },
  spec: {},
  status: { capacity: { storage: '1Gi' } },
};
const volume = (policy: string) => ({
  metadata: { name: 'pv-1' },
  spec: { claimRef: { namespace: 'shop', name: 'data-db-0' }, persistentVolumeReclaimPolicy: policy },
});
/** A namespace that exists until it has been asked for that often. */
const goneAfter = (times: number, more: object = {}) => {
  let left = times;
  return () => (left-- > 0 ? { ...namespace('dev'), ...more } : '');
};

const run = async (
  answers: Answers = {},
  { answer, ...options }: { answer?: string; confirmed?: boolean; limitSeconds?: number } = { confirmed: true },
) => {
  const terminal = fakeTerminal(answer);
  const fake = fakeKubectl({
    'get namespaces': goneAfter(2),
    [everything]: list(pod('db', 'db-0'), claim),
    delete: '',
    ...answers,
  });
  const result = await clean(model, fake.kubectl, terminal, { confirmed: false, ...options }).then(
    () => 'done',
    (error: Error) => error.message,
  );
  return { ...fake, ...terminal, left: terminal.left, result, deleted: fake.calls.filter((call) => call.startsWith('delete')) };
};

describe('make clean', () => {
  it('lists what it removes, with the sizes of volumes, before it asks', async () => {
    expect((await run({}, { answer: 'no' })).lines.slice(1)).toEqual([
      'This will be removed, and its data are lost:',
      '  namespace     shop            1 pods, and everything else in it',
      '  volume claim  shop/data-db-0  1Gi',
    ]);
  });

  it.each(['yes', 'kind-shop'])('removes the namespaces after the answer %s', async (answer) => {
    const { deleted, lines } = await run({}, { answer });
    expect(deleted).toEqual(['delete namespace shop --ignore-not-found --wait=false']);
    expect(lines.at(-1)).toBe('[OK] removed namespace shop with its volumes; make dev creates it again');
  });

  it.each(['', 'y', 'kind-other'])('removes nothing after the answer %j', async (answer) => {
    const { deleted, result } = await run({}, { answer });
    expect([deleted, result]).toEqual([[], `nothing was removed: the answer was '${answer}'`]);
  });

  it('removes nothing without a terminal, and says how a script confirms', async () => {
    const { deleted, result } = await run({}, { confirmed: false });
    expect([deleted, result]).toEqual([[], expect.stringContaining('make clean YES=1')]);
  });

  it('shows what a namespace waits for until it is gone', async () => {
    const conditions = [{ type: 'NamespaceFinalizersRemaining', status: 'True', message: 'Some content has finalizers remaining' }];
    const { shown } = await run({ 'get namespaces': goneAfter(3, { status: { conditions } }) });
    expect(shown.at(-1)).toEqual(['namespace shop is being removed: Some content has finalizers remaining']);
  });

  it('waits for the volumes too', async () => {
    let asked = 0;
    const { shown } = await run({ 'get persistentvolumes': () => (asked++ < 2 ? list(volume('Delete')) : '') });
    expect(shown).toEqual([['namespace shop is being removed'], ['1 volumes are being removed']]);
  });

  it('names volumes that stay, because their class retains them, and does not wait for them', async () => {
    const { lines, result } = await run({ 'get persistentvolumes': list(volume('Retain')) });
    expect(lines).toContain('[WARNING] 1 volumes stay with their data, because their class retains them; then: kubectl delete persistentvolume pv-1');
    expect([result, lines.at(-1)]).toEqual(['done', expect.stringContaining('its volumes, except for those that the warning names')]);
  });

  it('ends if the namespace stays, with what it waits for', async () => {
    const { result } = await run({ 'get namespaces': goneAfter(1000) }, { confirmed: true, limitSeconds: 10 });
    expect(result).toContain('not gone after 10 s: namespace shop is being removed');
  });

  it('says what an interruption leaves behind: before the answer nothing was changed, later the cluster goes on', async () => {
    expect([(await run({}, { answer: 'no' })).left, (await run()).left]).toEqual([
      'nothing was changed',
      'the cluster goes on removing namespace shop; make clean waits for it again',
    ]);
  });

  it('is done if there is nothing to remove', async () => {
    expect((await run({ 'get namespaces': '' })).lines.at(-1)).toBe('[OK] there is nothing to remove: namespace shop does not exist');
  });

  it.each([
    ['in a context that may be any cluster', { 'config view': config('production') }, 'if you mean it: make clean CONTEXT=production'],
    ['of another environment', { 'get namespaces': namespace('production') }, 'so it may not be changed as shop/dev'],
    ['that does not say whose it is', { 'get namespaces': namespace() }, 'has no label ballast/environment'],
  ])('removes no namespace %s', async (_, answers, message) => {
    const { deleted, result } = await run(answers);
    expect([deleted, result]).toEqual([[], expect.stringContaining(message)]);
  });
});
