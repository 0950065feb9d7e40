import { postgres } from './postgres';
import { rows as postgresRows } from './postgres/rows';
import { redis } from './redis';
import { rows as redisRows } from './redis/rows';
import type { ComponentRow } from './row';

export const components = [postgres, redis];

/** Every row, in the order of runs and of docs/proof.md: component after component. */
export const rows: readonly ComponentRow[] = [
  ...postgresRows.map((row) => ({ ...row, component: postgres })),
  ...redisRows.map((row) => ({ ...row, component: redis })),
];
