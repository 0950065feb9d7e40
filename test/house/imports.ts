// The import rules: imports go only downward. A rule names its files and what these may import below the project's folder.
import { dirname, join } from 'node:path';
import { mayOpen } from './packages';
import { syntaxOf } from './syntax';

interface Rule {
  readonly files: RegExp;
  readonly may: readonly RegExp[];
}

/** Policies, proof and tools know the rendered manifests, not the constructs that render them. */
const model = /^model$/;

/** The first rule with matching files applies. `main` may import everything below it. */
const rules: readonly Rule[] = [
  { files: /^main$/, may: [/^charts\/platforms$/, model, /^policies$/, /^tools\//] },
  { files: /^charts\/platforms$/, may: [/^charts\/[^/]+$/, /^constructs\/kubernetes$/] },
  { files: /^charts\//, may: [/^constructs\/[^/]+$/] },
  { files: /^constructs\/kubernetes\//, may: [/^imports\//, model] },
  { files: /^constructs\/[^/]+\/arbitrary$/, may: [/^constructs\/kubernetes(\/arbitraries)?$/] },
  { files: /^constructs\//, may: [/^imports\//, /^constructs\/kubernetes$/, model] },
  { files: /^imports\//, may: [] },
  { files: /^model\//, may: [] },
  { files: /^policies\//, may: [model] },
  { files: /^proof\//, may: [model, /^tools\/api-server\//] },
  {
    files: /^tools\/(admission\/index|bench\/.*|record|secrets|dev|clean|status)$/,
    may: [/^charts\/platforms$/, /^policies(\/|$)/, /^proof\//, model],
  },
  { files: /^tools\/helm\/render-chart$/, may: [/^charts\/platforms$/] },
  { files: /^tools\/helm\//, may: [/^constructs\/kubernetes$/, model] },
  { files: /^tools\/everyday\//, may: [model, /^proof\/kubectl$/] },
  { files: /^tools\/docs\//, may: [model, /^proof\/(manifests|report|results|rows|stale)$/] },
  { files: /^tools\//, may: [/^policies(\/|$)/, model] },
  { files: /^test\//, may: [/./] },
];

/** Random values of tests: code that renders production must not load them. */
const arbitraries = /^constructs\/(kubernetes\/arbitraries|[^/]+\/arbitrary)(\/|$)/;
const mayUseArbitraries = (file: string): boolean => arbitraries.test(file) || file.startsWith('test/');

/** The imports of a file that break the rules, one per line. */
export function forbiddenImports(path: string, text: string): string[] {
  const file = path.replace(/\.ts$/, '');
  const rule = rules.find(({ files }) => files.test(file));
  if (!rule) return [`${path}: test/house/imports.ts has no rule for this file`];
  return syntaxOf(text).imports.flatMap(({ name, isTypeOnly }) => {
    if (name === undefined) return file.startsWith('test/') ? [] : [`${path} computes the name of an import, so no rule can apply to it`];
    const isAllowed = name.startsWith('.') ? mayImport(rule, file, targetOf(file, name)) : mayOpen(file, name, isTypeOnly);
    return isAllowed ? [] : [`${path} imports '${name}'`];
  });
}

/** The imported file below the project's folder; a folder stands for its index. */
const targetOf = (file: string, name: string): string =>
  join(dirname(file), name)
    .replace(/\.[cm]?[jt]s$/, '')
    .replace(/\/index$/, '');

/** Files of one folder may import each other: charts/<platform>, constructs/<component>, or the top-level folder. */
const folderOf = (file: string): string => /^(charts|constructs)\/[^/]+/.exec(file)?.[0] ?? file.split('/')[0] ?? '';

const mayImport = ({ may }: Rule, file: string, target: string): boolean =>
  (!arbitraries.test(target) || mayUseArbitraries(file)) && (folderOf(file) === folderOf(target) || may.some((allowed) => allowed.test(target)));

/** Import cycles among the files, each as its files in order. In a cycle, the loading order decides what a file sees of another. */
export function importCycles(texts: Readonly<Record<string, string>>): string[] {
  const graph = new Map(Object.entries(texts).map(([path, text]) => [path, targetsOf(path, text, texts)]));
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file].join(' > '));
    if (path.includes(file) || done.has(file)) return;
    for (const target of graph.get(file) ?? []) visit(target, [...path, file]);
    done.add(file);
  };
  for (const file of graph.keys()) visit(file, []);
  return cycles;
}

const targetsOf = (path: string, text: string, texts: Readonly<Record<string, string>>): string[] =>
  syntaxOf(text)
    .imports.flatMap(({ name }) => (name?.startsWith('.') ? [targetOf(path, name)] : []))
    .flatMap((base) => [`${base}.ts`, `${base}/index.ts`].filter((file) => file in texts));
