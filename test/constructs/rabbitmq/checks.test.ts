import { secret } from '../../../constructs/kubernetes';
import type { RabbitmqProps } from '../../../constructs/rabbitmq';
import { failure } from '../fixture';
import { type Changes, render, required, standalone } from './fixture';

const [shop, worker] = required.users;
const [orders] = required.taskQueues;
const queueName = "it must be lower-case letters, digits and '-', beginning with a letter, at most 100";

const wrong: readonly [Changes, string][] = [
  [{ architecture: 'mirrored' }, 'architecture is "mirrored"; it must be one of standalone, clustered'],
  [{ replicas: 1 }, 'replicas is 1; it must be one of 3, 5, 7'],
  [{ replicas: 4 }, 'replicas is 4; it must be one of 3, 5, 7'],
  [
    { resources: { cpu: '1', memory: '319Mi' } },
    'resources.memory is "319Mi"; it must be at least \'320Mi\'; the programs alone take 120Mi, and publishers are blocked at 60 %',
  ],
  [
    { storage: '2Gi' },
    'storage is "2Gi"; it must be at least three times the memory (1Gi); publishers are blocked while less space than that memory is free',
  ],
  [{ images: { rabbitmq: { tag: '3.13.7' } } }, 'images.rabbitmq.tag is "3.13.7"; it must be RabbitMQ 4.0 or newer'],
  [{ users: [shop, worker, { ...worker, password: secret('x') }] }, 'users[2].name is "worker"; it is declared twice; remove one of them'],
  [
    { users: [shop, worker, { name: 'release-test', password: secret('x') }] },
    'users[2].name is "release-test"; this component uses the name itself; choose another one',
  ],
  [
    { users: [shop, { ...worker, password: shop.password }] },
    'the password of worker is "mq-shop/password"; shop already uses it; give each user a password of its own',
  ],
  [
    { users: [shop, { ...worker, name: 'Worker' }] },
    'users[1].name is "Worker"; it must be lower-case letters, digits and \'-\', beginning with a letter',
  ],
  [{ taskQueues: [{ ...orders, name: 'orders.v2' }] }, `taskQueues[0].name is "orders.v2"; ${queueName}`],
  [{ taskQueues: [orders, { ...orders, maximumMessages: 10 }] }, 'taskQueues[1].name is "orders"; it is declared twice; remove one of them'],
  [{ taskQueues: [{ ...orders, publishers: ['nobody'] }] }, 'taskQueues[0].publishers[0] is "nobody"; it must be one of users: shop, worker'],
  [{ taskQueues: [{ ...orders, consumers: [] }] }, 'taskQueues[0].consumers is []; it must be a list of 1 or more'],
  [{ taskQueues: [{ ...orders, maximumMessages: 9 }] }, 'taskQueues[0].maximumMessages is 9; it must be a whole number from 10 to 1000000'],
  [
    { taskQueues: [{ ...orders, overflow: 'drop-head' }] },
    'taskQueues[0].overflow is "drop-head"; there is no such setting; it must be one of name, maximumMessages, publishers, consumers',
  ],
];

describe('RabbitMQ', () => {
  it.each(wrong)('refuses %j', (props, text) => {
    expect(failure(() => render(props))).toBe(`10-shop/mq: ${text}`);
  });

  it.each<RabbitmqProps | Changes>([
    standalone,
    { replicas: 7 },
    { resources: { cpu: '1', memory: '320Mi' }, storage: '960Mi' },
    { images: { rabbitmq: { tag: '4.0.0' } } },
    { images: { rabbitmq: { tag: '1a2b3c4' } } },
    { users: [shop, worker], taskQueues: [] },
    { taskQueues: [{ ...orders, maximumMessages: 1_000_000 }] },
  ])('accepts %j, which is just within the limits', (props) => {
    expect(() => render(props)).not.toThrow();
  });
});
