import { forbiddenImports, importCycles } from './imports';
import { sources } from './project';

describe('imports', () => {
  it('go only downward, and restricted packages are imported in one place only', () => {
    expect(Object.entries(sources()).flatMap(([path, text]) => forbiddenImports(path, text))).toEqual([]);
  });

  it('form no cycle', () => {
    expect(importCycles(sources())).toEqual([]);
  });

  it('form a cycle if two files import each other', () => {
    const texts = { 'a.ts': "import { b } from './b';\n", 'b.ts': "import type { c } from './c';\n", 'c.ts': "import { b } from './b';\n" };
    expect(importCycles(texts)).toEqual(['b.ts > c.ts > b.ts']);
  });

  it.each([
    ['a component imports another one', 'constructs/redis/index.ts', '../postgres'],
    ['a component imports a part of the ground floor instead of its index', 'constructs/redis/index.ts', '../kubernetes/workload/workload'],
    ['the ground floor imports a component', 'constructs/kubernetes/platform/seal.ts', '../../postgres'],
    ['a construct imports a platform', 'constructs/redis/index.ts', '../../charts/shopfds/environments'],
    ['a platform imports another one', 'charts/ojeomneo/index.ts', '../shopfds/namespaces'],
    ['a policy imports a construct', 'policies/probes.ts', '../constructs/kubernetes'],
    ['a policy imports a tool', 'policies/probes.ts', '../tools/write'],
    ['the model imports a construct', 'model/manifest.ts', '../constructs/kubernetes'],
    ['the proof imports a construct', 'proof/redis/component.ts', '../../constructs/redis'],
    ['a tool imports a construct', 'tools/docs/index.ts', '../../constructs/postgres'],
    ['a tool that needs no model imports the platforms', 'tools/admission/judge.ts', '../../charts/platforms'],
    ['imports/ imports another part of the project', 'imports/monitoring.ts', '../constructs/kubernetes'],
    ['a component imports the random values of the tests', 'constructs/redis/redis-cluster.ts', '../kubernetes/arbitraries'],
    ['a component imports the generator of random values', 'constructs/redis/redis-cluster.ts', 'fast-check'],
    ['a file other than k8s.ts imports cdk8s-plus-27', 'constructs/kubernetes/pod/pod.ts', 'cdk8s-plus-27'],
    ['a file outside of imports/ imports the models of custom resources', 'charts/shopfds/data.ts', '@kubernetes-models/prometheus-operator'],
  ])('are refused if %s', (_, path, name) => {
    expect(forbiddenImports(path, `import {\n  type A,\n  b,\n} from '${name}';\n`)).toEqual([`${path} imports '${name}'`]);
  });

  it('are refused if require or import() is used to bypass the rules', () => {
    expect(forbiddenImports('policies/probes.ts', "const write = require('../tools/write');\nawait import('../charts/platforms');\n")).toHaveLength(
      2,
    );
  });

  it('are refused in a file without a rule', () => {
    expect(forbiddenImports('scripts/new.ts', '')).toEqual([expect.stringContaining('no rule')]);
  });
});
