import { definePlatform } from '../../constructs/kubernetes';
import { ApplicationsChart } from './applications';
import { DataChart } from './data';
import { dev, production, staging } from './environments';
import { NamespacesChart } from './namespaces';
import { schema } from './schema';

/** ShopFDS: e-commerce with fraud detection. */
export const shopfds = definePlatform({
  name: 'shopfds',
  schema,
  environments: { dev, staging, production },
  charts(app, props) {
    new NamespacesChart(app, props);
    const data = new DataChart(app, props);
    new ApplicationsChart(app, props, data);
  },
});
