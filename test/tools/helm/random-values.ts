import fc from 'fast-check';
import { environment } from '../../../constructs/kubernetes/arbitraries';
import { checked, exportedArbitraries } from '../../constructs/arbitraries';

/** Props that only code sets, and data that the chart leaves out. */
const notValues = [
  ...['version', 'databases', 'patroniPassword', 'replicationPassword', 'parameters', 'password'],
  ...['users', 'taskQueues'],
  ...['port', 'command', 'healthPath', 'variables', 'drainSeconds', 'stopSeconds', 'uid'],
];

const without = (props: unknown) => Object.fromEntries(Object.entries(props as object).filter(([key]) => !notValues.includes(key)));

const propsOf = (folder: string) => {
  const found = checked(exportedArbitraries())[folder];
  if (!found) throw new Error(`constructs/${folder} has no arbitrary`);
  return found.props.map(without);
};

/** Random values for ShopFDS, as JSON: mostly valid, often at a boundary. */
export const randomValues = fc
  .record(
    { environment, database: propsOf('postgres'), redis: propsOf('redis'), rabbitmq: propsOf('rabbitmq'), ecommerce: propsOf('web-service') },
    { noNullPrototype: true },
  )
  .map(({ environment: common, ...components }): unknown => JSON.parse(JSON.stringify({ ...common, ...components })));
