// Who may import whom: downward only. A rule names the files it is for and what they may import below the project's folder.
import { dirname, join } from 'node:path';

interface Rule {
  readonly files: RegExp;
  readonly may: readonly RegExp[];
}

/** Policies and tools know manifests, not constructs. */
const manifests = /^constructs\/kubernetes\/(manifest|secret-table)$/;

/** The first rule whose files match holds. `main` may do all that stands below it. */
const rules: readonly Rule[] = [
  { files: /^main$/, may: [/^charts\/platforms$/, /^policies$/, /^tools\//] },
  { files: /^charts\/platforms$/, may: [/^charts\/[^/]+$/, /^constructs\/kubernetes$/] },
  { files: /^charts\//, may: [/^constructs\/[^/]+$/] },
  { files: /^constructs\/kubernetes\//, may: [/^imports\//] },
  { files: /^constructs\//, may: [/^imports\//, /^constructs\/kubernetes$/] },
  { files: /^imports\//, may: [] },
  { files: /^policies\//, may: [manifests] },
  { files: /^tools\/(bench|record|secrets)$/, may: [/^charts\/platforms$/, /^policies(\/|$)/, /^tools\//, manifests] },
  { files: /^tools\//, may: [/^policies(\/|$)/, /^tools\//, manifests] },
  { files: /^test\//, may: [/./] },
];

/** Packages that one place alone may import. */
const doors: Readonly<Record<string, RegExp>> = {
  'cdk8s-plus-27': /^constructs\/kubernetes\/k8s$/,
  '@kubernetes-models': /^imports\//,
};

/** What a file imports against the rules, a line each. */
export function forbiddenImports(path: string, text: string): string[] {
  const file = path.replace(/\.ts$/, '');
  const rule = rules.find(({ files }) => files.test(file));
  if (!rule) return [`${path}: no rule of test/house/imports.ts is for this file`];
  return importsOf(text)
    .filter((name) => (name.startsWith('.') ? !mayImport(rule, file, join(dirname(file), name)) : !mayOpen(file, name)))
    .map((name) => `${path} imports '${name}'`);
}

/** Files of one folder are one thing: charts/<platform>, constructs/<component>, or the first folder. */
const folderOf = (file: string): string => /^(charts|constructs)\/[^/]+/.exec(file)?.[0] ?? file.split('/')[0] ?? '';

const mayImport = ({ may }: Rule, file: string, target: string): boolean =>
  folderOf(file) === folderOf(target) || may.some((allowed) => allowed.test(target));

const mayOpen = (file: string, name: string): boolean => {
  const [, door] = Object.entries(doors).find(([start]) => name === start || name.startsWith(`${start}/`)) ?? [];
  return !door || door.test(file);
};

const importsOf = (text: string): string[] =>
  [/^(?:import|export)\b[^'";]*?\bfrom '([^']+)'/gm, /^import '([^']+)'/gm, /^[^/*\n]*\b(?:import|require)\('([^']+)'\)/gm].flatMap((pattern) =>
    [...text.matchAll(pattern)].map(([, name = '']) => name),
  );
