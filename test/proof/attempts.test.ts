import { type Attempt, parseAttempt } from '../../proof/attempt';
import { attempts, type Loop } from '../../proof/clients/attempts';

/** The lines of a client until its attempt of this number, which never ends, and how often it connected. */
async function linesUntil(last: number, of: Partial<Loop<object>>): Promise<{ lines: (Partial<Attempt> | undefined)[]; connections: number }> {
  const printed: string[] = [];
  const log = jest.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line));
  let connections = 0;
  await new Promise<void>((ended) => {
    void attempts<object>({
      pace: 0,
      drop() {},
      ...of,
      async connect() {
        connections++;
        return {};
      },
      attempt(connection, number) {
        if (number < last) return of.attempt?.(connection, number) ?? Promise.resolve({ id: number });
        ended();
        return new Promise(() => {});
      },
    });
  });
  log.mockRestore();
  return { lines: printed.map(parseAttempt).map((line) => line && { ok: line.ok, id: line.id, error: line.error }), connections };
}

describe('a client', () => {
  test('prints a line for each attempt, and one before the first', async () =>
    expect((await linesUntil(3, {})).lines).toEqual([
      { ok: false, error: 'no attempt yet' },
      { ok: true, id: 1 },
      { ok: true, id: 2 },
    ]));

  test('prints the error of a failure and connects again', async () => {
    const attempt = async (_: object, id: number) => {
      if (id === 1) throw new Error('gone');
      return { id };
    };
    const { lines, connections } = await linesUntil(3, { attempt });
    expect([lines.slice(1), connections]).toEqual([
      [
        { ok: false, error: 'gone' },
        { ok: true, id: 2 },
      ],
      2,
    ]);
  });

  test('keeps its connection', async () => expect((await linesUntil(5, {})).connections).toBe(1));

  test('renews its connection if that is asked for', async () => expect((await linesUntil(5, { renewAfter: 2 })).connections).toBe(3));
});
