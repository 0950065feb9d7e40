interface Selectable {
  readonly name: string;
  readonly component: { readonly name: string };
}

/**
 * The rows to run: those named on the command line or in ROW (separated by spaces or commas), otherwise all. A component's name selects all its rows.
 *
 * @param known all rows; their order is kept
 */
export function selectRows<T extends Selectable>(args: readonly string[], row: string | undefined, known: readonly T[]): readonly T[] {
  const wanted = [...args, ...(row ?? '').split(/[\s,]+/)].filter(Boolean);
  const means = (name: string, { name: own, component }: Selectable) => name === own || name === component.name;
  const unknown = wanted.filter((name) => !known.some((candidate) => means(name, candidate)));
  if (unknown.length > 0) {
    const names = [...new Set(known.map(({ component }) => component.name)), ...known.map(({ name }) => name)];
    throw new Error(
      `there is no row ${unknown.map((name) => `'${name}'`).join(', ')}; the components and rows are:\n${names.map((name) => `  ${name}`).join('\n')}`,
    );
  }
  return wanted.length === 0 ? known : known.filter((candidate) => wanted.some((name) => means(name, candidate)));
}

/** How often an outage is caused: PROOF_REPEAT, or else the full number. */
export function repeatCount(text: string | undefined, full: number): number {
  if (text === undefined || text === '') return full;
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 100) throw new Error(`PROOF_REPEAT is '${text}'; it must be a whole number from 1 to 100`);
  return count;
}
