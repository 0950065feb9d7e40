import { type Answers, Sandbox, status } from '../sandbox';

const environment = { POD_NAME: 'db-0', POD_IP: '10.0.0.1', PATRONI_RESTAPI_PASSWORD: 'say "\\"' };
const answered = 'echo "Successfully switched over to db-2"';
const takenOver = `: > "$state/asked"; ${answered}`;
/** A primary until a switchover is requested, and for this number of further requests. */
const primaryFor = (more: number) =>
  `if [ -e "$state/asked" ]; then echo again >> "$state/asked"; [ "$(grep -c again "$state/asked")" -le ${more} ] || status=503; fi`;

describe('pre-stop.sh', () => {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = new Sandbox().script('constructs/postgres/scripts/pre-stop.sh').script('constructs/postgres/scripts/patroni.sh');
    sandbox.program('timeout', 'record "timeout $1"; shift; exec "$@"').program('psql', 'record "psql $*"');
  });
  afterEach(() => sandbox.remove());

  const run = (answers: Answers, seconds = 25) => {
    sandbox.curl(answers);
    return sandbox.run('pre-stop.sh', [String(seconds)], environment);
  };

  it('does nothing on a replica', () => {
    const { status: code, calls } = run({ 'GET /primary': status(503) });
    expect(code).toBe(0);
    expect(calls).toEqual(['curl GET /primary']);
  });

  it('writes a checkpoint in half its time, then hands over to the replica that Patroni chooses', () => {
    const { status: code, calls } = run({ 'GET /primary': primaryFor(0), 'POST /switchover': takenOver });
    expect(code).toBe(0);
    expect(calls).toEqual([
      'curl GET /primary',
      'timeout 12',
      'psql -h /socket -U postgres -d postgres -X -q -c CHECKPOINT',
      'curl POST /switchover {"leader": "db-0"}',
      'curl GET /primary',
    ]);
  });

  it('passes the password to curl only, quoted, and on no command line', () => {
    const { calls } = run({ 'GET /primary': primaryFor(0), 'POST /switchover': takenOver });
    expect(sandbox.read('state/config')).toBe('user = "patroni:say \\"\\\\\\""\n');
    expect(calls.join()).not.toContain('say');
  });

  it('waits until it has lost the role', () => {
    const { calls } = run({ 'GET /primary': primaryFor(3), 'POST /switchover': takenOver });
    expect(calls.filter((call) => call === 'curl GET /primary')).toHaveLength(5);
  });

  it('waits no longer than its time limit', () => {
    sandbox.program('sleep', 'exec /bin/sleep 0.2');
    const start = Date.now();
    expect(run({ 'GET /primary': status(200), 'POST /switchover': answered }, 2).status).toBe(0);
    expect(Date.now() - start).toBeLessThan(5000);
  });

  it('hands over without a checkpoint if it does not finish in time', () => {
    sandbox.program('psql', 'exit 2');
    const { calls } = run({ 'GET /primary': primaryFor(0), 'POST /switchover': takenOver });
    expect(calls).toContain('curl POST /switchover {"leader": "db-0"}');
  });

  it('stops as the primary at once if no replica can take over, and logs the response of Patroni', () => {
    const { status: code, calls } = run({ 'GET /primary': status(200), 'POST /switchover': 'status=412; echo "no good candidates"' });
    expect(code).toBe(0);
    expect(calls.at(-1)).toBe('curl POST /switchover {"leader": "db-0"}');
    expect(sandbox.read('proc/1/fd/1')).toBe('pre-stop: no good candidates\n');
  });
});
