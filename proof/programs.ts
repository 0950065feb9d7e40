import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

interface Needing {
  readonly fullName: string;
  /** Programs, beside kubectl, that the row runs. @default none */
  readonly programs?: readonly string[];
}

/** Fails, before anything is done, if a row needs a program that is not on PATH. */
export function requirePrograms(wanted: readonly Needing[], path = process.env.PATH ?? ''): void {
  const isThere = (program: string) => path.split(delimiter).some((folder) => folder !== '' && existsSync(join(folder, program)));
  for (const { fullName, programs = [] } of wanted)
    for (const program of programs)
      if (!isThere(program))
        throw new Error(`${fullName} needs the program '${program}', which is not on PATH: install it, or name other rows in ROW`);
}
