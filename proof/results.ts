import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Measurement } from './measurement';

/** Facts about the cluster on which a figure depends. */
export interface ClusterUnderTest {
  readonly kubernetes: string;
  /** Such as '3 nodes, each 2 CPUs and 23 GiB'. */
  readonly nodes: string;
  readonly kernel: string;
  readonly runtime: string;
  /** The controller's grace period until it declares a node lost, such as '20s'. */
  readonly monitorGrace: string;
  /** How nodes and processes were stopped. */
  readonly adapter: string;
  /** Programs of this machine that the row ran, such as 'Helm v3.22.0'. @default kubectl alone */
  readonly programs?: readonly string[];
}

/** An image that ran in a row, and what its stand-in contained. */
export interface ImageFact {
  readonly image: string;
  /** The contents of the stand-in, such as 'PostgreSQL 15.14, Patroni 4.1.4'; absent if the image itself ran. */
  readonly standIn?: string;
}

/** A row's result as saved in results/<full name of the row>.json. */
export interface RowResult extends Measurement {
  /** The row's full name. */
  readonly row: string;
  /** Hash of the component's manifests with which it ran. */
  readonly manifests: string;
  /** When it ran, as an ISO date and time. */
  readonly ranAt: string;
  readonly tookSeconds: number;
  readonly cluster: ClusterUnderTest;
  readonly images: readonly ImageFact[];
  /** Changes to the manifests, and other changes to the cluster. */
  readonly changes: readonly string[];
}

/** The folder of the results, relative to the project's root. */
export const resultsFolder = join('proof', 'results');

export function writeResult(root: string, result: RowResult): void {
  const path = join(root, resultsFolder, `${result.row}.json`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(result, undefined, 2)}\n`);
}

export function readResults(root: string): RowResult[] {
  const folder = join(root, resultsFolder);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => readResult(join(folder, name)));
}

function readResult(path: string): RowResult {
  let value: Partial<RowResult>;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`${path} is not JSON (${error instanceof Error ? error.message : error}); remove it and run its row again`);
  }
  const missing = ['row', 'manifests', 'measured', 'cluster'].filter((key) => !(key in value));
  if (missing.length > 0) throw new Error(`${path} has no ${missing.join(', ')}; remove it and run its row again`);
  return value as RowResult;
}
