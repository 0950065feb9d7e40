// The required parts of each component's folder. The messages tell a contributor what to add.
import type { Files } from '../../tools/write';

interface Demand {
  readonly missing: string;
  readonly add: string;
  /** @param folder name of the component's folder in constructs/ */
  isMet(folder: string, files: Files): boolean;
}

/** Components without alerts of their own, each with the reason. */
const withoutAlerts: Readonly<Record<string, string>> = {
  'web-service': 'each application has its own metrics; a chart defines objectives (Slo) for them',
};

const some = (files: Files, path: RegExp, text = /^/): boolean =>
  Object.entries(files).some(([name, content]) => path.test(name) && text.test(content));

/** Stores keep data, so they have a StatefulSet. */
const isStore = (folder: string, files: Files): boolean => some(files, new RegExp(`^constructs/${folder}/`), /storeStatefulSet\(|KubeStatefulSet\(/);

const demands: readonly Demand[] = [
  {
    missing: 'a handle',
    add: "new Component(this, { kind: '<folder>', ... }) in its constructor, so that backups, alerts and the proof can find it",
    isMet: (folder, files) => some(files, new RegExp(`^constructs/${folder}/.*\\.ts$`), new RegExp(`new Component\\([^)]*kind: '${folder}'`)),
  },
  {
    missing: 'a schema',
    add: 'constructs/<folder>/schema.ts: what an environment may set, from which the type of its props is derived',
    isMet: (folder, files) => `constructs/${folder}/schema.ts` in files,
  },
  {
    missing: 'unit tests',
    add: 'test/constructs/<folder>/*.test.ts',
    isMet: (folder, files) => some(files, new RegExp(`^test/constructs/${folder}/[^/]+\\.test\\.ts$`)),
  },
  {
    missing: 'a test of every prop',
    add: 'itRendersEveryProp() of test/constructs/every-prop.ts to one of its tests, with Required<Props>',
    isMet: (folder, files) => some(files, new RegExp(`^test/constructs/${folder}/.*\\.test\\.ts$`), /\bitRendersEveryProp</),
  },
  {
    missing: 'random values',
    add: 'constructs/<folder>/arbitrary.ts, which exports `arbitrary`; the property test builds platforms with it',
    isMet: (folder, files) => some(files, new RegExp(`^constructs/${folder}/arbitrary\\.ts$`), /export const arbitrary\b/),
  },
  {
    missing: 'a page in docs',
    add: 'docs/<its name>.md, with a link to ../constructs/<folder>: what it promises and what it does not, how to configure, scale and upgrade it',
    isMet: (folder, files) => some(files, /^docs\/[^/]+\.md$/, new RegExp(`\\.\\./constructs/${folder}\\b`)),
  },
  {
    missing: 'alerts',
    add: 'constructs/<folder>/alerts.ts and `alerts` of its Workload, or state the reason in withoutAlerts of test/house/components.ts',
    isMet: (folder, files) => folder in withoutAlerts || `constructs/${folder}/alerts.ts` in files,
  },
  {
    missing: 'proof rows',
    add: 'proof/<folder>/rows/index.ts, listed in proof/rows.ts: a store must prove its promises on a cluster',
    isMet: (folder, files) =>
      !isStore(folder, files) || (`proof/${folder}/rows/index.ts` in files && some(files, /^proof\/rows\.ts$/, new RegExp(`'\\./${folder}/rows'`))),
  },
];

/** The missing parts of the components, one per line. */
export const missingParts = (folders: readonly string[], files: Files): string[] =>
  folders.flatMap((folder) =>
    demands
      .filter((demand) => !demand.isMet(folder, files))
      .map(({ missing, add }) => `constructs/${folder} has no ${missing.replace(/^a /, '')}; add ${add.replaceAll('<folder>', folder)}`),
  );
