import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseAttempt } from '../../proof/attempt';

const program = `
from attempts import attempts

class Connection:
    def close(self):
        pass

def attempt(connection, number):
    if number == 2:
        raise ValueError("two\\nlines")
    if number == 4:
        raise SystemExit
    return {"id": number, "facts": {"replica": True}}

attempts(Connection, attempt, ValueError, pace=0, loop="reads")
`;

test("attempts of a Python client have the form of every client's", () => {
  const { stdout, stderr } = spawnSync('python3', ['-B', '-c', program], {
    cwd: join(__dirname, '../../proof/clients'),
    encoding: 'utf8',
    timeout: 20_000,
  });
  expect(stderr).toBe('');
  const loop = 'reads';
  const at = expect.any(Number) as number;
  expect(stdout.trim().split('\n').map(parseAttempt)).toEqual([
    { n: 1, at, ok: false, loop, error: 'no attempt yet' },
    { n: 2, at, ok: true, loop, id: 1, facts: { replica: true } },
    { n: 3, at, ok: false, loop, error: 'two lines' },
    { n: 4, at, ok: true, loop, id: 3, facts: { replica: true } },
  ]);
});
