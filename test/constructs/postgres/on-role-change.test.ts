import { json, Sandbox, status } from '../sandbox';

const pod = (name: string, resourceVersion: string) => ({ metadata: { name, resourceVersion } });
const list = 'GET /pods?labelSelector=app.kubernetes.io/name%3Dpostgresql,app.kubernetes.io/instance%3Ddb,role%3Dprimary';
const environment = { POD_NAME: 'db-1', POD_NAMESPACE: 'shop' };

describe('on-role-change.sh', () => {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = new Sandbox().script('constructs/postgres/scripts/on-role-change.sh').script('constructs/postgres/scripts/api.sh');
  });
  afterEach(() => sandbox.remove());

  const run = (role: string, answers: Readonly<Record<string, string>>) => {
    sandbox.curl(answers);
    return sandbox.run('on-role-change.sh', ['on_role_change', role, 'db'], environment);
  };

  it('removes role=primary from the other pods that have it, and not from its own', () => {
    const first = json({ items: [pod('db-0', '17'), pod('db-1', '18'), pod('db-2', '19')] });
    const {
      status: code,
      output,
      calls,
    } = run('primary', {
      [list]: `if [ -e "$state/asked" ]; then ${json({ items: [pod('db-1', '18')] })}; else : > "$state/asked"; ${first}; fi`,
      'PATCH /pods/db-0': json({}),
      'PATCH /pods/db-2': json({}),
    });
    expect(code).toBe(0);
    expect(output).toEqual(['took role=primary from pod db-0', 'took role=primary from pod db-2']);
    expect(calls.filter((call) => call.includes('PATCH'))).toEqual([
      'curl PATCH /pods/db-0 {"metadata": {"resourceVersion": "17", "labels": {"role": null}}}',
      'curl PATCH /pods/db-2 {"metadata": {"resourceVersion": "19", "labels": {"role": null}}}',
    ]);
  });

  it('sends one request if only its own pod has the label', () => {
    const { status: code, calls } = run('primary', { [list]: json({ items: [pod('db-1', '18')] }) });
    expect(code).toBe(0);
    expect(calls).toHaveLength(1);
  });

  it.each(['replica', 'demoted', 'standby_leader'])('does nothing when the new role is %s', (role) => {
    const { status: code, calls } = run(role, {});
    expect(code).toBe(0);
    expect(calls).toEqual([]);
  });

  it('retries while the API server does not answer', () => {
    const { status: code, calls } = run('primary', {
      [list]: `if [ "$(grep -c labelSelector "$state/../calls")" -lt 4 ]; then status=500; else ${json({ items: [] })}; fi`,
    });
    expect(code).toBe(0);
    expect(calls).toHaveLength(4);
  });

  it('fails with a message after 60 attempts', () => {
    const { status: code, errors, calls } = run('primary', { [list]: status(500) });
    expect(code).toBe(1);
    expect(errors).toContain('could not take role=primary from other pods in 60 attempts');
    expect(calls).toHaveLength(60);
  });

  it('retries when another writer changed a pod in the meantime', () => {
    const { status: code, calls } = run('primary', {
      [list]: `if [ -e "$state/refused" ]; then ${json({ items: [] })}; else ${json({ items: [pod('db-0', '17')] })}; fi`,
      'PATCH /pods/db-0': ': > "$state/refused"; status=409',
    });
    expect(code).toBe(0);
    expect(calls.map((call) => call.split(' ')[1])).toEqual(['GET', 'PATCH', 'GET']);
  });

  it('passes its token to curl only, and on no command line', () => {
    const { calls } = run('primary', { [list]: json({ items: [] }) });
    expect(sandbox.read('state/config')).toBe('header = "Authorization: Bearer TOKEN"\n');
    expect(calls.join()).not.toContain('TOKEN');
  });
});
