// Where a package may be imported. Code that renders platforms is pure: it starts no programs, uses no network, and needs no packages for tests.
import { isBuiltin } from 'node:module';

interface Door {
  readonly packages: RegExp;
  /** Files that may import them, without `.ts`. */
  readonly files: RegExp;
  /** Files that may import types of them. @default the same */
  readonly types?: RegExp;
}

const everywhere = /./;
/** Programs that run beside the rendering of platforms. */
const programs = /^(proof|tools)\//;

/** The first door with the package applies. Only tests may import a package without a door. */
const doors: readonly Door[] = [
  { packages: /^node:(crypto|path|util)$/, files: everywhere },
  { packages: /^node:fs$/, files: /^(main$|constructs\/|proof\/|tools\/)/ },
  { packages: /^node:/, files: programs },
  { packages: /^cdk8s$/, files: /^(imports|constructs\/kubernetes)\// },
  { packages: /^constructs$/, files: /^(imports|constructs)\// },
  { packages: /^cdk8s-plus-27$/, files: /^constructs\/kubernetes\/k8s$/ },
  { packages: /^@kubernetes-models\//, files: /^imports\// },
  { packages: /^@kubernetes\/client-node$/, files: /^tools\/api-server\//, types: everywhere },
  { packages: /^@prometheus-io\/lezer-promql$/, files: /^policies\/promql$/ },
  { packages: /^fast-check$/, files: /^constructs\/(kubernetes\/arbitraries\/|[^/]+\/arbitrary$)/ },
  { packages: /^(fastest-levenshtein|valibot)$/, files: /^constructs\// },
  { packages: /^@valibot\/to-json-schema$/, files: /^tools\/helm\// },
  { packages: /^yaml$/, files: /^(constructs|model|proof|tools)\// },
  { packages: /^(esbuild|ioredis|pg)$/, files: programs },
];

/** Whether a file may import from a package. */
export function mayOpen(file: string, name: string, isTypeOnly: boolean): boolean {
  if (file.startsWith('test/')) return true;
  const from = packageOf(name);
  const door = doors.find(({ packages }) => packages.test(from));
  return door !== undefined && (door.files.test(file) || (isTypeOnly && door.types?.test(file) === true));
}

/** `node:fs` of 'fs/promises', and `@scope/name` of '@scope/name/file'. */
function packageOf(name: string): string {
  const [first = '', second] = name.split('/');
  if (isBuiltin(name)) return first.startsWith('node:') ? first : `node:${first}`;
  return first.startsWith('@') ? `${first}/${second}` : first;
}
