import { json, Sandbox, status } from '../../sandbox';

const script = 'constructs/kubernetes/platform/generate-secrets.sh';

describe('generate-secrets.sh', () => {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = new Sandbox().script(script);
  });
  afterEach(() => sandbox.remove());

  const object = (creationTimestamp: string) => json({ metadata: { creationTimestamp } });
  const job = { 'GET /jobs/job': object('2026-03-01T00:02:00Z') };
  const run = (secrets: string, answers: Readonly<Record<string, string>>) => {
    sandbox.file('etc/ballast/secrets', secrets).curl({ ...job, ...answers });
    return sandbox.run('generate-secrets.sh', [], { JOB: 'job' });
  };
  const created = (calls: readonly string[]) => calls.filter((call) => call.startsWith('curl POST'));

  it('creates missing Secrets, with a random value of 48 characters for each key', () => {
    const { status: code, output, calls } = run('db password,user\napp password\n', { 'POST /secrets': status(201) });
    expect(code).toBe(0);
    expect(output).toEqual(['[OK] Secret db created', '[OK] Secret app created']);
    const [db, app] = created(calls).map((call) => JSON.parse(call.replace('curl POST /secrets ', '')));
    expect(db).toEqual({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'db' },
      stringData: { password: expect.stringMatching(/^[0-9a-f]{48}$/), user: expect.stringMatching(/^[0-9a-f]{48}$/) },
    });
    expect(new Set([db.stringData.password, db.stringData.user, app.stringData.password]).size).toBe(3);
  });

  it('does not change an existing Secret', () => {
    const { status: code, output, calls } = run('db password\n', { 'GET /secrets/db': json({}), 'POST /secrets': status(201) });
    expect(code).toBe(0);
    expect(output).toEqual(['[OK] Secret db exists']);
    expect(created(calls)).toEqual([]);
  });

  it('accepts a Secret that was created in the meantime', () => {
    const { status: code, output } = run('db password\n', { 'POST /secrets': status(409) });
    expect([code, ...output]).toEqual([0, '[OK] Secret db exists']);
  });

  it('fails and creates no Secret if a claim has outlived its Secret', () => {
    const answers = { 'GET /persistentvolumeclaims/data-db-0': object('2026-02-28T23:56:59Z'), 'POST /secrets': status(201) };
    const { status: code, errors, calls } = run('app password\ndb password data-other-0,data-db-0\n', answers);
    expect(code).toBe(1);
    expect(errors).toContain('[FAIL] Secret db is missing, but volume claim data-db-0 exists');
    expect(created(calls)).toEqual([]);
  });

  it.each(['2026-02-28T23:57:00Z', '2026-03-01T00:02:03Z'])('treats a claim of %s as created with the Job, and creates its Secret', (at) => {
    const answers = { 'GET /persistentvolumeclaims/data-db-0': object(at), 'POST /secrets': status(201) };
    const { status: code, output } = run('db password data-db-0\n', answers);
    expect([code, ...output]).toEqual([0, '[OK] Secret db created']);
  });

  it('creates a new Secret if the claim still has another one', () => {
    const answers = {
      'GET /persistentvolumeclaims/data-db-0': object('2020-01-01T00:00:00Z'),
      'GET /secrets/db': json({}),
      'POST /secrets': status(201),
    };
    const { status: code, output } = run('db password data-db-0\norders password data-db-0\n', answers);
    expect([code, ...output]).toEqual([0, '[OK] Secret db exists', '[OK] Secret orders created']);
  });

  it('fails if its own Job is gone', () => {
    sandbox.file('etc/ballast/secrets', 'db password\n').curl({});
    expect(sandbox.run('generate-secrets.sh', [], { JOB: 'job' }).errors).toContain('[FAIL] Job job is gone');
  });

  it('creates a Secret whose claims do not exist yet', () => {
    const { status: code, output } = run('db password data-db-0\n', { 'POST /secrets': status(201) });
    expect([code, ...output]).toEqual([0, '[OK] Secret db created']);
  });

  it('does not query the claims of an existing Secret', () => {
    const { calls } = run('db password data-db-0\n', { 'GET /secrets/db': json({}) });
    expect(calls.filter((call) => call.includes('persistentvolumeclaims'))).toEqual([]);
  });

  it.each([
    ['reading', { 'GET /secrets/db': status(403) }, '[FAIL] the API server answered 403 for secrets/db'],
    ['creating', { 'POST /secrets': status(500) }, '[FAIL] the API server answered 500 for Secret db'],
  ])('fails when the API server refuses %s, and reports the response', (_, answers, message) => {
    const { status: code, errors } = run('db password\n', answers);
    expect(code).toBe(1);
    expect(errors).toContain(message);
  });

  it('fails and creates nothing when the API server does not tell whether a Secret exists', () => {
    const { status: code, calls } = run('app password\ndb password\n', { 'GET /secrets/db': status(403), 'POST /secrets': status(201) });
    expect(code).toBe(1);
    expect(created(calls)).toEqual([]);
  });
});
