import {
  agreeing,
  atLeast,
  bytesIn,
  catalogueImage,
  constant,
  type Data,
  described,
  differsFrom,
  type Filled,
  integer,
  list,
  must,
  object,
  oneOf,
  optional,
  type Places,
  remedy,
  resources,
  rule,
  secretKey,
  storeEntries,
  text,
  times,
  truth,
  variant,
  withRules,
  word,
} from '../kubernetes';
import { images } from './images';

const commonData = {
  ...storeEntries,
  resources: resources('Requests and memory limit of a node. At 60 % of the limit, the broker stops reading from publishers.'),
  images: optional(described('Images.', object({ rabbitmq: catalogueImage('RabbitMQ 4.', images.rabbitmq) })), {}),
};

const standaloneData = {
  architecture: word('One node, which is restarted after a failure.', 'standalone'),
  ...commonData,
};

const clusteredData = {
  architecture: word('A cluster of nodes; each queue has three members on different nodes.', 'clustered'),
  replicas: oneOf('Number of nodes. An odd number, because a majority must remain: 3 survive the loss of one, 5 of two, 7 of three.', [3, 5, 7]),
  ...commonData,
};

const user = (description: string) =>
  text(description, /^[a-z][-a-z0-9]*$/, "it must be lower-case letters, digits and '-', beginning with a letter", 63);

const taskQueue = object({
  name: text(
    'Name of the queue, and of the exchange to which tasks are published.',
    /^[a-z][-a-z0-9]*$/,
    "it must be lower-case letters, digits and '-', beginning with a letter, at most 100",
    100,
  ),
  maximumMessages: integer('Length at which a queue of the chain refuses further tasks: the publisher gets a negative confirm.', 10, 1_000_000),
  publishers: list('Users that may publish tasks.', user('User.'), 1),
  consumers: list('Users that may take tasks.', user('User.'), 1),
});

const wiring = {
  users: list(
    'Users of the broker, each with rights on its own queues only.',
    object({
      name: user('Name.'),
      password: secretKey('Password. Rotation: docs/rabbitmq.md.'),
      celery: optional(truth("Whether it may use Celery's remote control and events: for workers and monitors."), false),
    }),
  ),
  taskQueues: list('Task queues: the broker repeats a failed task three times, and then keeps it as a dead letter.', taskQueue),
};

/** In bytes. With less, the programs alone reach the 60 % at which publishers are blocked. */
const leastMemory = 320 * 2 ** 20;

/** Tags that begin with a version before 4. */
const before4 = /^([vVrR]|[rR][eE][lL])?[-._]?0*[0-3][-._][0-9]/;

const standaloneTopology = object(standaloneData);
const clusteredTopology = object(clusteredData);
const words = ['standalone', 'clustered'];

type Topology = Filled<typeof standaloneTopology> | Filled<typeof clusteredTopology>;

const rules = ({ storage, resources: { memory }, images: { rabbitmq } }: Places<Topology>) => [
  rule(
    memory,
    atLeast(bytesIn(memory), constant(leastMemory)),
    "it must be at least '320Mi'; the programs alone take 120Mi, and publishers are blocked at 60 %",
  ),
  rule(
    storage,
    atLeast(bytesIn(storage), times(3, bytesIn(memory))),
    remedy`it must be at least three times the memory (${memory}); publishers are blocked while less space than that memory is free`,
  ),
  // A tag that does not begin with a version cannot be checked.
  rule(rabbitmq.tag, differsFrom(rabbitmq.tag, before4), 'it must be RabbitMQ 4.0 or newer'),
];

/** The data of an environment for RabbitMQ. */
export const rabbitmqData = withRules(variant('architecture', words, [standaloneTopology, clusteredTopology]), rules);

const standaloneProps = object({ ...standaloneData, ...wiring });
const clusteredProps = object({ ...clusteredData, ...wiring });

type Props = Filled<typeof standaloneProps> | Filled<typeof clusteredProps>;

/** Names that the component itself uses. */
const reserved = ['release-test'];

const wiringFaults = ({ users, taskQueues }: Props) => [
  ...namesOnce(users, 'users'),
  ...namesOnce(taskQueues, 'taskQueues'),
  ...taskQueues.flatMap((queue, index) =>
    (['publishers', 'consumers'] as const).flatMap((role) =>
      queue[role].flatMap((name, place) =>
        must(
          users.some((user) => user.name === name),
          ['taskQueues', index, role, place],
          `it must be one of users: ${users.map((user) => user.name).join(', ')}`,
        ),
      ),
    ),
  ),
];

const namesOnce = (entries: readonly { readonly name: string }[], key: 'users' | 'taskQueues') =>
  entries.flatMap(({ name }, index) => [
    ...must(!reserved.includes(name), [key, index, 'name'], 'this component uses the name itself; choose another one'),
    ...must(entries.findIndex((other) => other.name === name) === index, [key, index, 'name'], 'it is declared twice; remove one of them'),
  ]);

/** The same, with the props that code sets. */
export const rabbitmqProps = agreeing(withRules(variant('architecture', words, [standaloneProps, clusteredProps]), rules), wiringFaults);

/** Props of RabbitMQ. */
export type RabbitmqProps = Data<typeof standaloneProps> | Data<typeof clusteredProps>;

/** The same with the defaults filled in. */
export type FilledProps = Props;

export type TaskQueue = Props['taskQueues'][number];
