interface Selectable {
  readonly fullName: string;
  readonly component: { readonly name: string };
}

/**
 * The rows to run: those named on the command line or in ROW (separated by spaces or commas), otherwise all. A name is a full one
 * (`shopfds/redis/drain`), that of a component (`shopfds/redis`) or of a platform, or the end of a full one if it is unique (`redis`, `redis/drain`).
 *
 * @param known all rows; their order is kept
 */
export function selectRows<T extends Selectable>(args: readonly string[], row: string | undefined, known: readonly T[]): readonly T[] {
  const wanted = [...args, row ?? ''].flatMap((text) => text.split(/[\s,]+/)).filter(Boolean);
  if (wanted.length === 0) return known;
  const found = new Set(wanted.flatMap((name) => named(name, known)));
  return known.filter((candidate) => found.has(candidate));
}

function named<T extends Selectable>(name: string, known: readonly T[]): readonly T[] {
  const whole = known.filter(({ fullName }) => `${fullName}/`.startsWith(`${name}/`));
  if (whole.length > 0) return whole;
  const rows = known.filter(({ fullName }) => fullName.endsWith(`/${name}`));
  const components = [...new Set(known.map(({ component }) => component.name))];
  const owners = components.filter((component) => component.endsWith(`/${name}`));
  const candidates = [...owners, ...rows.map(({ fullName }) => fullName)];
  if (candidates.length > 1) throw new Error(`'${name}' is not unique; it may be ${candidates.join(', ')}`);
  if (candidates.length === 0) throw new Error(`there is no row or component '${name}'; docs/proof.md lists the rows of ${components.join(', ')}`);
  return rows.length > 0 ? rows : known.filter(({ component }) => owners.includes(component.name));
}

/** How often an outage is caused: PROOF_REPEAT, or else the full number. */
export function repeatCount(text: string | undefined, full: number): number {
  if (text === undefined || text === '') return full;
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 100) throw new Error(`PROOF_REPEAT is '${text}'; it must be a whole number from 1 to 100`);
  return count;
}
