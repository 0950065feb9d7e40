import type { HelmChart } from '../../constructs/kubernetes';

/** The values of ShopFDS's Helm chart: the data of production, but for what a value cannot change. */
export const helm: HelmChart = {
  description: 'ShopFDS: e-commerce with fraud detection, on PostgreSQL, Redis Cluster and RabbitMQ.',
  usual: 'production',
  leftOut: {
    quotas: 'The namespace is that of the release, and its limits are not of the release: create a ResourceQuota in it yourself.',
    'database.parameters':
      "PostgreSQL's parameters are checked by name, type and unit against its version, which a chart cannot do: set them in charts/shopfds/environments.ts and render.",
  },
};
