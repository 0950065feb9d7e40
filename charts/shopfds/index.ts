import { definePlatform } from '../../constructs/kubernetes';
import { ApplicationsChart } from './applications';
import { DataChart } from './data';
import { dev, production, staging } from './environments';
import { MigrationsChart } from './migrations';
import { NamespacesChart } from './namespaces';
import { schema } from './schema';
import { TasksChart } from './tasks';
import { TestsChart } from './tests';
import { helm } from './values';

/** ShopFDS: e-commerce with fraud detection. */
export const shopfds = definePlatform({
  name: 'shopfds',
  schema,
  environments: { dev, staging, production },
  helm,
  charts(app, props, namespace) {
    new NamespacesChart(app, props, namespace);
    const data = new DataChart(app, props, namespace);
    new MigrationsChart(app, props, namespace, data);
    const applications = new ApplicationsChart(app, props, namespace, data);
    new TasksChart(app, props, namespace, data);
    if (props.tests) new TestsChart(app, props, namespace, data, applications);
  },
});
