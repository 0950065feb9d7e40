// The required parts of each component's folder. The messages tell a contributor what to add.
import { dirname, join } from 'node:path';
import { type Behaviour, behaviourOf, type ComponentFolder } from './component-folder';
import { type Syntax, syntaxOf } from './syntax';

interface Demand<Judged> {
  readonly missing: string;
  readonly add: string;
  isMet(folder: ComponentFolder, judged: Judged): boolean;
}

/** Components without alerts of their own, each with the reason. */
const withoutAlerts: Readonly<Record<string, string>> = {
  edge: 'nginx without an exporter has no metrics; the objectives of the web services count failed requests',
  'web-service': 'each application has its own metrics; a chart defines objectives (Slo) for them',
  migration: 'the delivery reports a failed migration, and the old version goes on',
  worker: 'the alerts of the broker on its queues report that no worker takes tasks',
  'task-monitor': 'nothing depends on it',
};

/** Stores whose rows do not exist yet. Their pages say so, and that their figures were measured by hand. */
const withoutRows: Readonly<Record<string, string>> = { rabbitmq: 'docs/rabbitmq.md marks what was measured by hand' };

/** Judged by the platforms that the component's random values render to. */
const ofBehaviour: readonly Demand<Behaviour>[] = [
  {
    missing: 'a handle',
    add: "new Component(this, { kind: '<folder>', ... }) in its constructor, so that backups, alerts and the proof can find it",
    isMet: (_, { records }) => records.length > 0,
  },
  {
    missing: 'volume claims in its handle',
    add: '`claims` to its Component (dataClaimNames() has their names), because it renders volumes that hold data',
    isMet: (_, { records, isStore }) => !isStore || records.length === 0 || records.some(({ claims }) => claims.length > 0),
  },
  {
    missing: 'alerts',
    add: 'constructs/<folder>/alerts.ts and `alerts` of its Workload, or state the reason in withoutAlerts of test/house/components.ts',
    isMet: ({ name }, { hasAlerts }) => Object.hasOwn(withoutAlerts, name) || hasAlerts,
  },
  {
    missing: 'proof rows',
    add: 'proof/<folder>/rows/index.ts with `rows`, listed in proof/rows.ts, and a component of this kind in proof/components.ts: a store must prove its promises on a cluster',
    isMet: ({ name, rows }, { isStore }) => !isStore || Object.hasOwn(withoutRows, name) || rows.length > 0,
  },
];

/** Judged by its files; comments do not count. */
const ofFiles: readonly Demand<readonly Test[]>[] = [
  {
    missing: 'a schema',
    add: 'constructs/<folder>/schema.ts, which exports it: what an environment may set, from which the type of its props is derived',
    isMet: ({ schema }) => Object.values(schema).some((value) => typeof value === 'object' && value !== null && '~standard' in value),
  },
  {
    missing: 'unit tests',
    add: 'test/constructs/<folder>/*.test.ts, which import the component',
    isMet: ({ name }, tests) => tests.some((test) => test.calls.some(({ callee }) => callee === 'expect') && importsComponent(name, test)),
  },
  {
    missing: 'a test of every prop',
    add: 'itRendersEveryProp<Props>() of test/constructs/every-prop.ts to one of its tests, with Required<Props>',
    isMet: (_, tests) => tests.some(({ calls }) => calls.some(({ callee, hasTypeArguments }) => callee === 'itRendersEveryProp' && hasTypeArguments)),
  },
  {
    missing: 'a page in docs',
    add: 'docs/<its name>.md, with a link to ../constructs/<folder>, and the headings `What it does not ...` and `How to`: what it promises and what it does not, how to configure, scale and upgrade it',
    isMet: ({ name, files }) => Object.entries(files).some(([path, text]) => /^docs\/[^/]+\.md$/.test(path) && isPageOf(name, text)),
  },
];

interface Test extends Syntax {
  readonly path: string;
}

const testsOf = ({ name, files }: ComponentFolder): Test[] =>
  Object.entries(files)
    .filter(([path]) => path.startsWith(`test/constructs/${name}/`) && path.endsWith('.test.ts'))
    .map(([path, text]) => ({ path, ...syntaxOf(text) }));

const importsComponent = (folder: string, { path, imports }: Test): boolean =>
  imports.some((each) => !each.isTypeOnly && each.name?.startsWith('.') && isBelow(`constructs/${folder}`, join(dirname(path), each.name)));

const isBelow = (folder: string, path: string): boolean => path === folder || path.startsWith(`${folder}/`);

const isPageOf = (folder: string, page: string): boolean => {
  const text = page.replaceAll(/<!--[\s\S]*?-->/g, '');
  return [`\\]\\(\\.\\./constructs/${folder}[/)]`, '^## What it does not\\b', '^## How to$'].every((part) => new RegExp(part, 'm').test(text));
};

/** The missing parts of the components, one per line. */
export const missingParts = (folders: readonly ComponentFolder[]): string[] => folders.flatMap(missingOf);

function missingOf(folder: ComponentFolder): string[] {
  const missing = ofFiles.filter((demand) => !demand.isMet(folder, testsOf(folder)));
  const behaviour = behaviourOf(folder);
  if (typeof behaviour === 'string')
    return [...missing.map((demand) => lineOf(folder, demand)), `${behaviour}. Handle, alerts and proof are checked with it`];
  return [...missing, ...ofBehaviour.filter((demand) => !demand.isMet(folder, behaviour))].map((demand) => lineOf(folder, demand));
}

const lineOf = ({ name }: ComponentFolder, { missing, add }: { readonly missing: string; readonly add: string }): string =>
  `constructs/${name} has no ${missing.replace(/^a /, '')}; add ${add.replaceAll('<folder>', name)}`;
