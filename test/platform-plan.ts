// Random platforms of all components. arbitrary.ts in each component's folder generates its props.
import fc from 'fast-check';
import {
  type Component,
  type Connection,
  connect,
  type Endpoint,
  type EnvironmentData,
  type EnvironmentVariables,
  external,
  kubernetesApi,
} from '../constructs/kubernetes';
import { type ComponentArbitrary, environment, mostly, of, port, record, wrongId, wrongText } from '../constructs/kubernetes/arbitraries';
import { checked, exportedArbitraries } from './constructs/arbitraries';

/** How a generated component connects: to an earlier component, if there is one, or to a peer that is not a component. */
export type ConnectionPlan =
  | { readonly to: 'component'; readonly endpoint: number; readonly value: number; readonly variable: string }
  | { readonly to: 'external'; readonly host: string; readonly port: number }
  | { readonly to: 'kubernetes-api' };

export interface ComponentPlan {
  /** Folder of the component. */
  readonly kind: string;
  /** Index of its chart; two components with the same id may be in one chart, or only in one namespace. */
  readonly chart: number;
  readonly id: string;
  readonly props: unknown;
  readonly connections: readonly ConnectionPlan[];
}

export interface PlatformPlan {
  readonly environment: EnvironmentData;
  /** Namespace of each chart; two charts may share one. */
  readonly namespaces: readonly string[];
  readonly components: readonly ComponentPlan[];
}

/** Arbitraries of props by folder. */
export const arbitraries = checked(exportedArbitraries());

const connection = fc.oneof<fc.WeightedArbitrary<ConnectionPlan>[]>(
  {
    weight: 8,
    arbitrary: record({
      to: fc.constant('component' as const),
      endpoint: fc.nat(5),
      value: fc.nat(5),
      variable: mostly(of('DATABASE_URL', 'READ_URL', 'REDIS_HOST', 'OTHER_URL'), wrongText),
    }),
  },
  { weight: 2, arbitrary: record({ to: fc.constant('external' as const), host: mostly(of('sentry.io', 'a.b.kr'), wrongText), port }) },
  { weight: 1, arbitrary: fc.constant({ to: 'kubernetes-api' as const }) },
);

const component = (kind: string, { id, props }: ComponentArbitrary<unknown>): fc.Arbitrary<ComponentPlan> =>
  record({ kind: fc.constant(kind), chart: fc.nat(1), id, props, connections: fc.array(connection, { maxLength: 3 }) });

export const platformPlan: fc.Arbitrary<PlatformPlan> = record({
  environment,
  namespaces: fc.tuple(of('shop', 'data'), mostly(of('shop', 'data', 'n'.repeat(50)), fc.oneof(of('n'.repeat(51)), wrongId))),
  components: fc.array(
    fc.oneof(...Object.entries(arbitraries).map(([kind, arbitrary]) => ({ weight: arbitrary.weight, arbitrary: component(kind, arbitrary) }))),
    { maxLength: 5 }, // not more when there are more kinds: few large platforms would be without fault
  ),
});

/** The connection of a plan, as code would declare it. */
export function connectionOf(plan: ConnectionPlan, made: readonly Component[]): Connection[] {
  if (plan.to === 'kubernetes-api') return [connect(kubernetesApi)];
  if (plan.to === 'external') return [connect(external(plan.host, plan.port))];
  const endpoints = made.flatMap(({ endpoints }) => Object.values(endpoints)) as Endpoint<EnvironmentVariables>[];
  const endpoint = endpoints[plan.endpoint % Math.max(1, endpoints.length)];
  return endpoint ? [connect(endpoint, (values) => ({ [plan.variable]: Object.values(values)[plan.value] ?? '' }))] : [];
}
