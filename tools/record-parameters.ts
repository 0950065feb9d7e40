// Records the parameters of PostgreSQL that constructs/postgres checks, from running servers. Pass one server for each major version:
// node -r tsx/cjs tools/record-parameters.ts 'postgres:///postgres?host=/tmp&port=5415&user=postgres' ...
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';

const query = `
  SELECT current_setting('server_version_num')::int / 10000 AS version, name, vartype AS type, unit, min_val AS minimum, max_val AS maximum,
    enumvals AS values, context = 'internal' AS preset
  FROM pg_settings WHERE name !~ '\\.' ORDER BY lower(name) COLLATE "C"`;

interface Row {
  readonly version: number;
  readonly name: string;
  readonly type: string;
  readonly unit: string | null;
  readonly minimum: string | null;
  readonly maximum: string | null;
  readonly values: readonly string[] | null;
  readonly preset: boolean;
}

interface Span {
  readonly row: Row;
  readonly last: number;
  /** All fields but name and versions. */
  readonly line: string;
}

async function rowsOf(connectionString: string): Promise<readonly Row[]> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return (await client.query<Row>(query)).rows;
  } finally {
    await client.end();
  }
}

/** Builds support different compression methods, so a later version keeps the values of an earlier one. */
const valuesOf = ({ values }: Row, before: readonly string[]): readonly string[] => [...new Set([...before, ...(values ?? [])])];

function lineOf({ type, unit, minimum, maximum, preset }: Row, values: readonly string[]): string {
  if (preset) return 'preset';
  if (type === 'enum') return `enum\t${values.join('|')}`;
  return [type, ...(minimum === null ? [] : [minimum, maximum, unit ?? ''])].join('\t').trimEnd();
}

/** Spans of versions in which a parameter does not change. */
function spansOf(rows: readonly Row[]): Span[] {
  const spans: Span[] = [];
  let values: readonly string[] = [];
  for (const row of rows) {
    values = valuesOf(row, values);
    const line = lineOf(row, values);
    const previous = spans.at(-1);
    if (previous?.line === line && previous.last === row.version - 1) spans[spans.length - 1] = { ...previous, last: row.version };
    else spans.push({ row, last: row.version, line });
  }
  return spans;
}

async function main(servers: readonly string[]): Promise<void> {
  const rows = (await Promise.all(servers.map(rowsOf))).flat().sort((a, b) => a.version - b.version);
  const names = [...new Set(rows.map(({ name }) => name))].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
  const lines = names.flatMap((name) =>
    spansOf(rows.filter((row) => row.name === name)).map(({ row, last, line }) => `${name}\t${row.version}\t${last}\t${line}`),
  );
  const file = join(__dirname, '../constructs/postgres/parameters/parameters.tsv');
  writeFileSync(file, `${lines.join('\n')}\n`);
  console.log(`${lines.length} lines for ${names.length} parameters`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
