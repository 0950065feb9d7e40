import { environmentSchema } from '../../constructs/kubernetes';
import { postgresData } from '../../constructs/postgres';
import { redisClusterData } from '../../constructs/redis';
import { webServiceData } from '../../constructs/web-service';

/** What differs between ShopFDS's environments: every value that `environments.ts` may hold. */
export const schema = environmentSchema({ database: postgresData(15), redis: redisClusterData, ecommerce: webServiceData });
