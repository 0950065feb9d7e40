// ShopFDS's chart, as far as it checks values.
import { shopfds } from '../../../charts/shopfds';
import { helm } from '../../../charts/shopfds/values';
import { read } from '../../../constructs/kubernetes';
import { checksOf } from '../../../tools/helm/checks';
import { valuesSchema } from '../../../tools/helm/values-schema';

/** As the projection finds them. */
export const shaping: ReadonlyMap<string, readonly number[]> = new Map([
  ['database.replicas', [3, 2]],
  ['database.timing.ttlSeconds', [20]],
  ['database.timing.loopWaitSeconds', [2]],
  ['redis.shards', [3]],
  ['redis.retiringPods', [0]],
  ['redis.replicasPerShard', [1]],
  ['redis.nodeTimeoutMilliseconds', [5000]],
]);

/** Data with all defaults, as values.yaml has them. */
export const filled = (data: unknown): unknown => JSON.parse(JSON.stringify(read(shopfds.schema, data).filled));

export const values = (environment: string): unknown => filled(shopfds.data(environment));

export { helm as definition };

export const schema = valuesSchema(shopfds, helm, shaping);
export const checks = checksOf(shopfds, helm);
