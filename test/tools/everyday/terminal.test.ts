import { PassThrough } from 'node:stream';
import { processTerminal } from '../../../tools/everyday/terminal';

/** What a terminal writes to an output, in the one or the other kind. */
function written(isTTY: boolean, use: (terminal: ReturnType<typeof processTerminal>) => void): string {
  const stdout = Object.assign(new PassThrough(), { isTTY, columns: 20 });
  use(processTerminal({ stdin: new PassThrough(), stdout } as unknown as Parameters<typeof processTerminal>[0]));
  return String(stdout.read() ?? '');
}

describe('progress', () => {
  it('prints each line once, with the time, where the output is no terminal', () => {
    const text = written(false, (terminal) => {
      terminal.show(['db waits', 'web waits']);
      terminal.show(['db is ready', 'web waits']);
    });
    expect(text).toBe('   0 s  db waits\n   0 s  web waits\n   0 s  db is ready\n');
  });

  it('replaces its lines on a terminal', () => {
    const text = written(true, (terminal) => {
      terminal.show(['db waits', 'web waits']);
      terminal.show(['db is ready']);
    });
    expect(text).toBe('db waits\nweb waits\n\x1b[2A\x1b[Jdb is ready\n');
  });

  it('cuts lines that the terminal would wrap, because a part of them would stay', () => {
    expect(written(true, (terminal) => terminal.show(['a line of more than twenty characters']))).toBe('a line of more than\n');
  });

  it('does not replace what was printed after it', () => {
    const text = written(true, (terminal) => {
      terminal.show(['db waits']);
      terminal.print('[OK]');
      terminal.show(['web waits']);
    });
    expect(text).toBe('db waits\n[OK]\nweb waits\n');
  });
});

it('a question that ends with Ctrl-D has an empty answer', async () => {
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  const terminal = processTerminal({ stdin, stdout: new PassThrough() } as unknown as Parameters<typeof processTerminal>[0]);
  stdin.end();
  expect(await terminal.ask('sure? ')).toBe('');
});

it('a question without a terminal has no answer', async () => {
  const terminal = processTerminal({ stdin: new PassThrough(), stdout: new PassThrough() } as unknown as Parameters<typeof processTerminal>[0]);
  expect(await terminal.ask('sure? ')).toBeUndefined();
});
