// To vary it: FAST_CHECK_SEED=1 FAST_CHECK_RUNS=10000 npx jest test/property.test.ts
import fc from 'fast-check';
import { Component, definePlatform, environmentSchema, NamespaceWithDefaultDeny, PlatformChart } from '../constructs/kubernetes';
import type { Model } from '../model';
import { manifestPolicies } from '../policies';
import { arbitraries, connectionOf, type PlatformPlan, platformPlan } from './platform-plan';

/** Builds a plan with code that an engineer could have written. */
function build(plan: PlatformPlan): Model {
  const platform = definePlatform({
    name: 'random',
    schema: environmentSchema({}),
    environments: { test: plan.environment },
    charts(app, props) {
      const namespaces = new PlatformChart(app, '00-namespaces', props);
      for (const name of new Set(plan.namespaces)) new NamespaceWithDefaultDeny(namespaces, name);
      const charts = plan.namespaces.map((namespace, index) => new PlatformChart(app, `10-chart-${index}`, { ...props, namespace }));
      for (const { kind, chart, id, props: own, connections } of plan.components) {
        const made = app.node.findAll().filter((construct): construct is Component => construct instanceof Component);
        const scope = charts[chart] ?? namespaces;
        const connected = connections.flatMap((connection) => connectionOf(connection, made));
        arbitraries[kind]?.make(scope, id, own, connected);
      }
    },
  });
  return platform.build('test');
}

/** A clear error: platform, environment, construct path, property, value, and the remedy. */
const clear =
  /^random\/test: ((?:(?:\d\d-|external\()[\s\S]*: |(?:cluster|secrets)\.)[\s\S]+ is [\s\S]+; [\s\S]+|There is already a Construct with name '.+' in PlatformChart \[.+\])$/;
const noise = /undefined|TypeError|is not a function|\n\s+at |\[object |must be .*\b(NaN|Infinity)\b/;

/** The error of a build, or the violations of its policies. */
function outcomeOf(plan: PlatformPlan): { readonly error?: string; readonly violations?: readonly string[] } {
  let model: Model;
  try {
    model = build(plan);
  } catch (error) {
    if (!(error instanceof Error)) return { error: String(error) };
    const { cause } = error;
    return { error: cause instanceof Error && cause.constructor !== Error ? `${cause.constructor.name}: ${error.message}` : error.message };
  }
  const violations = manifestPolicies.flatMap((policy) => policy.check(model));
  return { violations: violations.map(({ policy, where, message }) => `${policy}: ${where}: ${message}`) };
}

const seed = Number(process.env.FAST_CHECK_SEED ?? 20260101);
const numRuns = Number(process.env.FAST_CHECK_RUNS ?? 200);

describe('a platform of random components', () => {
  it('is refused with a clear error, or passes every policy', () => {
    let passed = 0;
    const property = fc.property(platformPlan, (plan) => {
      const { error, violations } = outcomeOf(plan);
      if (error === undefined) {
        expect(violations).toEqual([]);
        passed += 1;
      } else {
        expect(error).toMatch(clear);
        expect(error).not.toMatch(noise);
      }
    });
    fc.assert(property, { seed, numRuns });
    expect(passed).toBeGreaterThan(numRuns / 4); // otherwise the test would prove little
    expect(passed).toBeLessThan(numRuns);
  });

  it('always renders to the same bytes', () => {
    const bytes = (plan: PlatformPlan) => JSON.stringify(build(plan));
    const property = fc.property(platformPlan, (plan) => {
      fc.pre(outcomeOf(plan).error === undefined);
      expect(bytes(plan)).toBe(bytes(plan));
    });
    fc.assert(property, { seed, numRuns: 30 });
  });
});
