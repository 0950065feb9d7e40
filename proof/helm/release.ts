import { helmFlags, type Manifest } from '../../model';
import { runProgram } from '../kubectl';
import { parseManifests } from '../manifests';
import type { Values } from './values';

/** A release of a chart, as the helm commands name it. */
export interface Release {
  readonly name: string;
  readonly namespace: string;
  /** Folder of the chart. */
  readonly chart: string;
}

/** Values of a command: its arguments, and what it reads from its standard input. */
export interface Given {
  readonly args: readonly string[];
  readonly input?: string;
}

export const valuesOfFile = (path: string): Given => ({ args: ['-f', path] });

export const givenValues = (values: Values): Given => ({ args: ['-f', '-'], input: JSON.stringify(values) });

export const withSettings = ({ args, input }: Given, settings: readonly string[]): Given => ({ args: [...args, ...settings], input });

/** The program that these rows need on PATH. */
export const program = 'helm';

/** Within this time, everything of a release is ready; otherwise the command fails. */
const seconds = 240;
const ready = ['--wait', `--timeout=${seconds}s`];

const helm = (args: readonly string[], input?: string): Promise<string> => runProgram(program, args, { input, timeoutSeconds: seconds + 20 });

/** Such as 'Helm v3.22.0'. */
export const helmVersion = async (): Promise<string> => `Helm ${(await helm(['version', '--template', '{{.Version}}'])).trim()}`;

const of = ({ name, namespace, chart }: Release): readonly string[] => [name, chart, '-n', namespace];

export const install = (release: Release, { args, input }: Given): Promise<string> =>
  helm(['install', ...of(release), '--create-namespace', ...ready, ...args], input);

export const upgrade = (release: Release, { args, input }: Given): Promise<string> => helm(['upgrade', ...of(release), ...ready, ...args], input);

/** Brings back the previous revision. */
export const rollback = ({ name, namespace }: Release): Promise<string> => helm(['rollback', name, '-n', namespace, ...ready]);

export const uninstall = ({ name, namespace }: Release): Promise<string> => helm(['uninstall', name, '-n', namespace, ...ready]);

/** Runs the chart's tests. */
export const test = ({ name, namespace }: Release): Promise<string> => helm(['test', name, '-n', namespace, '--timeout=120s']);

/** Names of the releases of a namespace. */
export const releasesIn = async (namespace: string): Promise<readonly string[]> =>
  (await helm(['list', '-n', namespace, '--all', '--short'])).split('\n').filter(Boolean);

/** What a command with these values would apply, with the Pods of its tests. */
export async function rendered(release: Release, { args, input }: Given): Promise<readonly Manifest[]> {
  const text = await helm(['template', ...of(release), ...helmFlags, ...args], input);
  return parseManifests([{ name: release.chart, text }]).filter(Boolean);
}

/** The release's own objects: those of Helm's hooks, such as tests, are none of them. */
export const ownObjects = async (release: Release, given: Given): Promise<readonly Manifest[]> =>
  (await rendered(release, given)).filter(({ metadata }) => !('helm.sh/hook' in (metadata.annotations ?? {})));
