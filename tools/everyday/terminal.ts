// What an everyday command needs besides kubectl: where it prints, the time, and answers of a person. Tests replace it.
import { createInterface } from 'node:readline/promises';

export interface Terminal {
  print(line: string): void;
  /** Shows the lines in place of those that it showed before; where the output is no terminal, it prints those that changed. */
  show(lines: readonly string[]): void;
  /** Asks a person; undefined if nobody can answer. */
  ask(question: string): Promise<string | undefined>;
  /** Milliseconds of a clock. */
  now(): number;
  sleep(seconds: number): Promise<void>;
  /** What an interruption now would leave behind, for its message. */
  left: string;
}

/** The terminal, or whatever the output is. */
export function processTerminal({ stdin, stdout } = process): Terminal {
  let shown: readonly string[] = [];
  const begun = Date.now();
  return {
    left: 'nothing was changed',
    print(line) {
      shown = [];
      stdout.write(`${line}\n`);
    },
    show(lines) {
      if (stdout.isTTY) {
        const columns = stdout.columns || 80; // a line that wraps would leave a part of itself behind
        const up = shown.length > 0 ? `\x1b[${shown.length}A\x1b[J` : '';
        stdout.write(up + lines.map((line) => `${line.slice(0, columns - 1)}\n`).join(''));
      } else {
        const seconds = `${Math.round((Date.now() - begun) / 1000)}`.padStart(4);
        for (const line of changed(shown, lines)) stdout.write(`${seconds} s  ${line}\n`);
      }
      shown = lines;
    },
    async ask(question) {
      if (!stdin.isTTY) return undefined;
      const reader = createInterface({ input: stdin, output: stdout });
      reader.once('SIGINT', () => process.kill(process.pid, 'SIGINT')); // it would only end the question
      try {
        const closed = new Promise<string>((resolve) => reader.once('close', () => resolve(''))); // Ctrl-D
        return await Promise.race([reader.question(question), closed]);
      } finally {
        reader.close();
      }
    },
    now: () => Date.now(),
    sleep: (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000)),
  };
}

/** The lines that differ from those before. */
export const changed = (before: readonly string[], lines: readonly string[]): string[] => lines.filter((line) => !before.includes(line));
