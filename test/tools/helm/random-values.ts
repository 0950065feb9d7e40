import fc from 'fast-check';
import { dev } from '../../../charts/shopfds/environments';
import { environment } from '../../../constructs/kubernetes/arbitraries';
import { checked, exportedArbitraries } from '../../constructs/arbitraries';

/** Props that only code sets, and data that the chart leaves out. */
const notValues = [
  ...['version', 'databases', 'patroniPassword', 'replicationPassword', 'parameters', 'password'],
  ...['users', 'taskQueues', 'application', 'schedules'],
  ...['port', 'command', 'healthPath', 'variables', 'drainSeconds', 'stopSeconds', 'uid', 'schemaCheck'],
];

const without = (props: unknown) => Object.fromEntries(Object.entries(props as object).filter(([key]) => !notValues.includes(key)));

const propsOf = (folder: string) => {
  const found = checked(exportedArbitraries())[folder];
  if (!found) throw new Error(`constructs/${folder} has no arbitrary`);
  return found.props.map(without);
};

/** That of the service whose tasks it runs. */
const withoutImage = ({ image: _, ...props }: Readonly<Record<string, unknown>>) => props;

/** Values of a kind of which another component has random ones. */
const { fds, mlService, adminDashboard, logLevel, sentry, migrations } = dev;
const fixed = { fds, mlService, adminDashboard, logLevel, sentry, migrations };

/** The random hosts of the edge are those of other platforms. */
const edge = propsOf('edge').map(({ hosts: _, ...props }) => ({ ...props, hosts: dev.edge.hosts }));

/** Random values for ShopFDS, as JSON: mostly valid, often at a boundary. */
export const randomValues = fc
  .record(
    {
      environment,
      fixed: fc.constant(fixed),
      database: propsOf('postgres'),
      redis: propsOf('redis'),
      rabbitmq: propsOf('rabbitmq'),
      ecommerce: propsOf('web-service'),
      edge,
      ecommerceWorker: propsOf('worker').map(withoutImage),
      evaluationWorker: fc.constant(dev.evaluationWorker),
      scheduler: propsOf('scheduler').map(withoutImage),
      taskMonitor: propsOf('task-monitor'),
    },
    { noNullPrototype: true },
  )
  .map(({ environment: common, fixed: others, ...components }): unknown => JSON.parse(JSON.stringify({ ...common, ...others, ...components })));
