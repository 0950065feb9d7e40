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
    ['a component exports the random values of its tests', 'constructs/redis/index.ts', './arbitrary'],
    ['a component imports the random values of its tests by the name of the file', 'constructs/redis/index.ts', './arbitrary.ts'],
    ['the ground floor imports the random values of the tests', 'constructs/kubernetes/platform/seal.ts', '../arbitraries/index'],
    ['a chart imports the random values of a component', 'charts/shopfds/data.ts', '../../constructs/redis/arbitrary'],
    ['a policy imports cdk8s', 'policies/probes.ts', 'cdk8s'],
    ['the model imports cdk8s', 'model/manifest.ts', 'cdk8s/lib/api-object'],
    ['a chart imports cdk8s', 'charts/shopfds/data.ts', 'cdk8s'],
    ['a component imports cdk8s', 'constructs/redis/redis-cluster.ts', 'cdk8s'],
    ['a policy imports constructs', 'policies/probes.ts', 'constructs'],
    ['a component starts programs', 'constructs/redis/redis-cluster.ts', 'node:child_process'],
    ['a component starts programs through the old name of the module', 'constructs/redis/redis-cluster.ts', 'child_process'],
    ['a component uses the network', 'constructs/redis/redis-cluster.ts', 'node:https'],
    ['a component resolves names', 'constructs/redis/redis-cluster.ts', 'dns/promises'],
    ['a component loads modules by computed names', 'constructs/redis/redis-cluster.ts', 'node:module'],
    ['a policy reads files', 'policies/probes.ts', 'node:fs'],
    ['a policy calls the API server', 'policies/probes.ts', '@kubernetes/client-node'],
    ['a component imports a package without a door', 'constructs/redis/redis-cluster.ts', 'left-pad'],
    ['a file other than k8s.ts imports cdk8s-plus-27', 'constructs/kubernetes/pod/pod.ts', 'cdk8s-plus-27'],
    ['a file outside of imports/ imports the models of custom resources', 'charts/shopfds/data.ts', '@kubernetes-models/prometheus-operator'],
  ])('are refused if %s', (_, path, name) => {
    expect(forbiddenImports(path, `import {\n  type A,\n  b,\n} from '${name}';\n`)).toEqual([`${path} imports '${name}'`]);
  });

  it.each([
    ["require('../tools/write');"],
    ["await import('../tools/write');"],
    ['await import(`../tools/write`);'],
    ["const half = a / 2; require('../tools/write');"],
    ["/* a comment */ import { write } from '../tools/write';"],
    ["  import { write } from '../tools/write';"],
    ["import '../tools/write';"],
    ['import { write } from "../tools/write";'],
    ["import\n  type { Files }\nfrom\n  '../tools/write';"],
    ["import files = require('../tools/write');"],
    ["type Files = import('../tools/write').Files;"],
    ["export * from '../tools/write';"],
    ["export { write } from '../tools/write';"],
  ])('are found in %j', (text) => {
    expect(forbiddenImports('policies/probes.ts', text)).toEqual(["policies/probes.ts imports '../tools/write'"]);
  });

  it.each([["// import '../tools/write';"], ["const text = `import '../tools/write';`;"], ["/* require('../tools/write') */"]])(
    'are not found in %j',
    (text) => {
      expect(forbiddenImports('policies/probes.ts', text)).toEqual([]);
    },
  );

  it.each([['require(name);'], ['await import(`../tools/${name}`);']])('are refused if their names are computed: %j', (text) => {
    expect(forbiddenImports('policies/probes.ts', text)).toEqual([expect.stringContaining('computes the name')]);
  });

  it.each([
    [
      'random values of a component, in its tests',
      'test/constructs/redis/props.test.ts',
      "import { arbitrary } from '../../../constructs/redis/arbitrary';",
    ],
    [
      'random values of the ground floor, in those of a component',
      'constructs/redis/arbitrary.ts',
      "import { of } from '../kubernetes/arbitraries';",
    ],
    ["types of the API server's objects, in a policy", 'policies/probes.ts', "import type { V1Probe } from '@kubernetes/client-node';"],
    ['programs, in the proof', 'proof/kubectl.ts', "import { spawn } from 'node:child_process';"],
    ['network modules, in tools', 'tools/api-server/connect.ts', "import * as https from 'node:https';"],
  ])('are allowed: %s', (_, path, text) => {
    expect(forbiddenImports(path, text)).toEqual([]);
  });

  it('are refused in a file without a rule', () => {
    expect(forbiddenImports('scripts/new.ts', '')).toEqual([expect.stringContaining('no rule')]);
  });
});
