export type { RabbitmqValues } from './endpoints';
export { RabbitmqCluster } from './rabbitmq-cluster';
export { type RabbitmqProps, rabbitmqData } from './schema';
