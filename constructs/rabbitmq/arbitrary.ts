import fc from 'fast-check';
import {
  type ComponentArbitrary,
  mostly,
  of,
  optional,
  quantity,
  record,
  resources,
  secretKey,
  wrongId,
  wrongNumber,
  wrongText,
} from '../kubernetes/arbitraries';
import { RabbitmqCluster } from './rabbitmq-cluster';
import type { RabbitmqProps } from './schema';

const name = (...right: readonly string[]) => mostly(of(...right), fc.oneof(of('release-test', 'a.b', 'x'.repeat(101)), wrongText));

const common = {
  storage: quantity('3Gi', '100Gi'),
  resources,
  users: fc
    .array(record({ name: name('flower'), password: secretKey('broker-flower'), celery: optional(fc.boolean()) }), { maxLength: 1 })
    .map((more) => [
      { name: 'shop', password: { secret: 'broker-shop', key: 'password' } },
      { name: 'worker', password: { secret: 'broker-worker', key: 'password' }, celery: true },
      ...more,
    ]),
  taskQueues: fc.array(
    record({
      name: name('orders', 'q', 'o'.repeat(100)),
      maximumMessages: mostly(of(10, 10_000, 1_000_000), wrongNumber),
      publishers: mostly(of(['shop'], ['shop', 'worker']), of(['nobody'], [])),
      consumers: mostly(of(['worker']), of(['nobody'], [])),
    }),
    { maxLength: 1 },
  ),
  images: optional(record({ rabbitmq: record({ tag: mostly(of('4.0.5', '4.2.8-alpine'), fc.oneof(of('3.13.7', 'a/b'), wrongText)) }) })),
};

const props = fc.oneof<fc.Arbitrary<RabbitmqProps>[]>(
  record({ architecture: fc.constant('standalone' as const), ...common }),
  record({ architecture: fc.constant('clustered' as const), replicas: mostly(of<3 | 5 | 7>(3, 5, 7), wrongNumber as fc.Arbitrary<3>), ...common }),
);

export const arbitrary: ComponentArbitrary<RabbitmqProps> = {
  weight: 1,
  id: mostly(of('rabbitmq', 'broker', 'b'.repeat(40)), wrongId),
  props,
  make: (scope, id, given) => new RabbitmqCluster(scope, id, given),
};
