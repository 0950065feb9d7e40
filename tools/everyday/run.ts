import { explained } from './kubectl';
import { processTerminal, type Terminal } from './terminal';

/** Runs an everyday command: a failure is one [FAIL] and exit code 1; an interruption says what it leaves behind. */
export function run(command: (terminal: Terminal) => Promise<void>): void {
  const terminal = processTerminal();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      console.error(`\n[FAIL] interrupted: ${terminal.left}`);
      process.exit(130);
    });
  }
  command(terminal).then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(`[FAIL] ${explained(error)}`);
      process.exit(1);
    },
  );
}
