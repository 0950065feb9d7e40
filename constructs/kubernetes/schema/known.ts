import type { Rule } from './rules';

/** What code that walks through a schema of valibot reads of it; valibot has no type for any schema. */
export interface KnownSchema {
  readonly type: string;
  /** The schema itself, and what is checked after it. */
  readonly pipe?: readonly KnownAction[];
  readonly entries?: Readonly<Record<string, KnownSchema>>;
  /** Of an optional value. */
  readonly wrapped?: KnownSchema;
  readonly default?: unknown;
  /** Of a variant, the name of the key; of a map, the schema of its keys. */
  readonly key?: string | KnownAction;
  /** The options of a variant, or of a choice of words and numbers. */
  readonly options?: readonly unknown[];
  readonly value?: KnownSchema;
  readonly item?: KnownSchema;
  readonly literal?: string;
}

/** An action of a pipe; the first one is a schema. */
export interface KnownAction extends KnownSchema {
  readonly requirement?: unknown;
  readonly description?: string;
  readonly message?: unknown;
  /** Of `condition()`. */
  readonly json?: Readonly<Record<string, unknown>>;
  /** Of `withRules()`. */
  readonly rules?: readonly Rule[];
  /** Of `agreeing()`. */
  readonly about?: string;
}
