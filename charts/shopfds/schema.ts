import { edgeData } from '../../constructs/edge';
import { described, environmentSchema, type Filled } from '../../constructs/kubernetes';
import { postgresData } from '../../constructs/postgres';
import { redisClusterData } from '../../constructs/redis';
import { webServiceData } from '../../constructs/web-service';

/** The data of ShopFDS's environments: every value that `environments.ts` may have. */
export const schema = environmentSchema({
  database: described('The database: PostgreSQL.', postgresData(15)),
  redis: described('Cart, sessions and cache: Redis Cluster.', redisClusterData),
  edge: described('The way in for clients outside of the cluster.', edgeData({ shop: ['ecommerce'] })),
  ecommerce: described('The shop itself: a web service.', webServiceData),
});

/** The data of one environment with the defaults filled in. */
export type ShopfdsEnvironment = Filled<typeof schema>;
