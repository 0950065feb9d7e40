import type { Model } from '../model';

/** A fault, as text for a terminal. */
export interface Finding {
  /** Such as `shopfds/production 10-data.yaml StatefulSet/shopfds-db container postgres`. */
  readonly where: string;
  /** The fault, with the value. */
  readonly message: string;
  /** How to correct it. */
  readonly fix: string;
}

export interface Violation extends Finding {
  /** Name of the policy. */
  readonly policy: string;
}

/** A rule that manifests must keep: a pure function from a model to violations. */
export interface Policy {
  readonly name: string;
  /** What happens on a cluster if the rule is broken, in one sentence. */
  readonly why: string;
  check(model: Model): Violation[];
}

export const definePolicy = (name: string, why: string, find: (model: Model) => readonly Finding[]): Policy => ({
  name,
  why,
  check: (model) => find(model).map((finding) => ({ policy: name, ...finding })),
});

/** Returns the finding unless the condition holds; for `flatMap` and spreads. */
export const demand = (holds: boolean, finding: Finding): Finding[] => (holds ? [] : [finding]);

/** The value as text for messages. */
export const show = (value: unknown): string => (value === undefined ? 'not set' : JSON.stringify(value));
