/**
 * The rows to run: those named on the command line or in ROW (by spaces or commas), else all.
 *
 * @param known rows that there are, in their order, which is kept
 */
export function selectRows<T extends { readonly name: string }>(args: readonly string[], row: string | undefined, known: readonly T[]): readonly T[] {
  const wanted = [...args, ...(row ?? '').split(/[\s,]+/)].filter(Boolean);
  const unknown = wanted.filter((name) => !known.some((candidate) => candidate.name === name));
  if (unknown.length > 0) {
    throw new Error(
      `no row is called ${unknown.map((name) => `'${name}'`).join(', ')}; the rows are:\n${known.map(({ name }) => `  ${name}`).join('\n')}`,
    );
  }
  return wanted.length === 0 ? known : known.filter(({ name }) => wanted.includes(name));
}

/** How often an outage is caused: PROOF_REPEAT, or the full number. */
export function repeatCount(text: string | undefined, full: number): number {
  if (text === undefined || text === '') return full;
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 100) throw new Error(`PROOF_REPEAT is '${text}'; it must be a whole number from 1 to 100`);
  return count;
}
