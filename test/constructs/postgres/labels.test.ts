import { type Answers, json, Sandbox, status } from '../sandbox';

const pod = (name: string, resourceVersion: string) => ({ metadata: { name, resourceVersion } });
const list = 'GET /pods?labelSelector=app.kubernetes.io/name%3Dpostgresql,app.kubernetes.io/instance%3Dshop-db,role%3Dprimary';
const lock = 'GET /configmaps/shop-db-leader';
const heldBy = (leader: string) => json({ metadata: { annotations: { leader } } });
const environment = {
  POD_NAME: 'shop-db-1',
  POD_NAMESPACE: 'shop',
  POD_IP: '10.0.0.1',
  KUBERNETES_SERVICE_HOST: '10.96.0.1',
  KUBERNETES_SERVICE_PORT: '443',
};

describe('take-labels.sh', () => {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = new Sandbox().script('constructs/postgres/scripts/take-labels.sh').script('constructs/postgres/scripts/api.sh');
  });
  afterEach(() => sandbox.remove());

  const run = (answers: Answers, more: Readonly<Record<string, string>> = {}) => {
    sandbox.curl(answers);
    return sandbox.run('take-labels.sh', [], { ...environment, ...more });
  };
  const two = json({ items: [pod('shop-db-0', '17'), pod('shop-db-1', '18'), pod('shop-db-2', '19')] });

  it('takes role=primary from the other pods that have it, and not from its own', () => {
    const {
      status: code,
      output,
      calls,
    } = run({ [list]: two, [lock]: heldBy('shop-db-1'), 'PATCH /pods/shop-db-0': '', 'PATCH /pods/shop-db-2': '' });
    expect(code).toBe(1); // it does not know yet whether that was all
    expect(output).toEqual(['[OK] took role=primary from pod shop-db-0', '[OK] took role=primary from pod shop-db-2']);
    expect(calls.filter((call) => call.includes('PATCH'))).toEqual([
      'curl PATCH /pods/shop-db-0 {"metadata": {"resourceVersion": "17", "labels": {"role": null}}}',
      'curl PATCH /pods/shop-db-2 {"metadata": {"resourceVersion": "19", "labels": {"role": null}}}',
    ]);
  });

  it('is content after one request if only its own pod has the label', () => {
    const { status: code, calls } = run({ [list]: json({ items: [pod('shop-db-1', '18')] }) });
    expect(code).toBe(0);
    expect(calls).toHaveLength(1);
  });

  it('reads the lock after the list, because a later holder changes its pod', () => {
    const { calls } = run({ [list]: two, [lock]: heldBy('shop-db-1') });
    expect(calls.slice(0, 2)).toEqual([`curl ${list}`, `curl ${lock}`]);
  });

  it.each([
    ['belongs to another instance', heldBy('shop-db-2'), ['[WARNING] left role=primary on other pods: the lock belongs to shop-db-2']],
    ['belongs to none', json({ metadata: {} }), ['[WARNING] left role=primary on other pods: the lock belongs to null']],
    ['cannot be read', status(500), []],
  ])('changes nothing when the lock %s', (_, answer, said) => {
    const { status: code, output, calls } = run({ [list]: two, [lock]: answer });
    expect([code, output]).toEqual([1, said]);
    expect(calls.join()).not.toContain('PATCH');
  });

  it('leaves a pod that has changed since it was listed', () => {
    const { output } = run({ [list]: two, [lock]: heldBy('shop-db-1'), 'PATCH /pods/shop-db-0': status(409), 'PATCH /pods/shop-db-2': '' });
    expect(output).toEqual(['[OK] took role=primary from pod shop-db-2']);
  });

  it.each([
    ['10.96.0.1', 'https://10.96.0.1:443/'],
    ['fd00::1', 'https://[fd00::1]:443/'],
  ])('asks the API server by its address %s, so that it needs no DNS', (address, url) => {
    sandbox.program('curl', 'cat > /dev/null; for last; do :; done; record "$last"; exit 6');
    const { calls } = sandbox.run('take-labels.sh', [], { ...environment, KUBERNETES_SERVICE_HOST: address });
    expect(calls).toEqual([expect.stringContaining(url)]);
  });

  it('passes its token to curl only, and on no command line', () => {
    const { calls } = run({ [list]: two, [lock]: heldBy('shop-db-1') });
    expect(sandbox.read('state/config')).toBe('header = "Authorization: Bearer TOKEN"\n');
    expect(calls.join()).not.toContain('TOKEN');
  });
});

describe('hold-labels.sh', () => {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = new Sandbox().script('constructs/postgres/scripts/hold-labels.sh');
    sandbox.file('etc/ballast/take-labels.sh', 'echo taken; exit 1');
    sandbox.program('sleep', '[ -e "$state/slept" ] && kill -TERM $PPID; : > "$state/slept"'); // two rounds
  });
  afterEach(() => sandbox.remove());

  const run = (answers: Answers) => {
    sandbox.curl(answers);
    return sandbox.run('hold-labels.sh', ['5'], environment);
  };

  it('takes labels again and again, also after it failed', () => {
    expect(run({ 'GET /primary': status(200) })).toMatchObject({ status: 0, output: ['taken', 'taken'] });
  });

  it('does nothing on a replica', () => {
    expect(run({ 'GET /primary': status(503) }).output).toEqual([]);
  });
});
