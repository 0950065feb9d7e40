import { Sandbox } from '../sandbox';

describe('on-role-change.sh', () => {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = new Sandbox().script('constructs/postgres/scripts/on-role-change.sh');
  });
  afterEach(() => sandbox.remove());

  const attempts = () => sandbox.read('attempts').length;
  const run = (role: string, takeLabels: string) => {
    sandbox.file('etc/ballast/take-labels.sh', `printf x >> "$TMPDIR/attempts"\n${takeLabels}`);
    return sandbox.run('on-role-change.sh', ['on_role_change', role, 'db']);
  };

  it('takes the labels of other pods until none is left', () => {
    expect(run('primary', '[ "$(wc -c < "$TMPDIR/attempts")" -ge 4 ]')).toMatchObject({ status: 0, errors: '' });
    expect(attempts()).toBe(4);
  });

  it.each(['replica', 'demoted', 'standby_leader'])('does nothing when the new role is %s', (role) => {
    expect(run(role, 'exit 0').status).toBe(0);
    expect(attempts()).toBe(0);
  });

  it('leaves the rest to the keeper after 20 attempts, with a message', () => {
    const { status, errors } = run('primary', 'exit 1');
    expect(status).toBe(1);
    expect(errors).toBe('other pods may still have role=primary; the keeper goes on\n');
    expect(attempts()).toBe(20);
  });
});
