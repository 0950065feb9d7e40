// Vary it: FAST_CHECK_SEED=1 FAST_CHECK_RUNS=10000 npx jest test/property.test.ts
import fc from 'fast-check';
import {
  connect,
  definePlatform,
  environmentSchema,
  external,
  kubernetesApi,
  NamespaceWithDefaultDeny,
  PlatformChart,
} from '../constructs/kubernetes';
import { PostgresCluster } from '../constructs/postgres';
import { RedisCluster } from '../constructs/redis';
import { WebService } from '../constructs/web-service';
import type { Model } from '../model';
import { manifestPolicies } from '../policies';
import { type ConnectionPlan, type PlatformPlan, platformPlan } from './constructs/arbitraries';

/** A plan as code: what an engineer could have written. */
function build(plan: PlatformPlan): Model {
  const platform = definePlatform({
    name: 'random',
    schema: environmentSchema({}),
    environments: { test: plan.environment },
    charts(app, props) {
      const namespaces = new PlatformChart(app, '00-namespaces', props);
      for (const name of new Set(plan.namespaces)) new NamespaceWithDefaultDeny(namespaces, name);
      const charts = plan.namespaces.map((namespace, index) => new PlatformChart(app, `10-chart-${index}`, { ...props, namespace }));
      const chartOf = ({ chart }: { chart: number }) => charts[chart] ?? namespaces;
      const clusters = plan.databases.map((database) => new PostgresCluster(chartOf(database), database.id, database.props));
      const caches = plan.caches.map((cache) => new RedisCluster(chartOf(cache), cache.id, cache.props));
      for (const service of plan.services) {
        const connections = service.connections.flatMap((connection) => connectionOf(connection, clusters, caches));
        new WebService(chartOf(service), service.id, { ...service.props, connections });
      }
    },
  });
  return platform.build('test');
}

function connectionOf(plan: ConnectionPlan, clusters: readonly PostgresCluster[], caches: readonly RedisCluster[]) {
  if (plan.to === 'kubernetes-api') return [connect(kubernetesApi)];
  if (plan.to === 'external') return [connect(external(plan.host, plan.port))];
  if (plan.to === 'cache')
    return caches.slice(plan.cluster, plan.cluster + 1).map(({ clients }) => connect(clients, (redis) => ({ [plan.variable]: redis.host })));
  const cluster = clusters[plan.cluster];
  if (!cluster) return [];
  const endpoint = plan.reads ? cluster.readOnly(plan.database) : cluster.readWrite(plan.database);
  return [connect(endpoint, (database) => ({ [plan.variable]: database.url }))];
}

/** An error for whoever wrote the data: platform, environment, construct path, property, value, and what would be right. */
const clear =
  /^random\/test: ((?:\d\d-[\s\S]*: |(?:cluster|secrets)\.)[\s\S]+ is [\s\S]+; [\s\S]+|There is already a Construct with name '.+' in PlatformChart \[.+\])$/;
const noise = /undefined|TypeError|is not a function|\n\s+at |\[object |must be .*\b(NaN|Infinity)\b/;

/** What is thrown, or what policies find. */
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
const numRuns = Number(process.env.FAST_CHECK_RUNS ?? 300);

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
    expect(passed).toBeGreaterThan(numRuns / 4); // else it would say little
    expect(passed).toBeLessThan(numRuns);
  });

  it('renders to the same bytes each time', () => {
    const bytes = (plan: PlatformPlan) => JSON.stringify(build(plan));
    const property = fc.property(platformPlan, (plan) => {
      fc.pre(outcomeOf(plan).error === undefined);
      expect(bytes(plan)).toBe(bytes(plan));
    });
    fc.assert(property, { seed, numRuns: 30 });
  });
});
