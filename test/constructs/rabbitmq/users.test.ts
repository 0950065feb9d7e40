import { secret } from '../../../constructs/kubernetes';
import { definitions, render, required } from './fixture';

/** Names of queues and exchanges that exist, and some that applications might declare. */
const names = [
  'orders',
  'orders.wait-1',
  'orders.retry-1',
  'orders.retry-2',
  'orders.retry-3',
  'orders.dead',
  'release-test',
  'reports',
  'reports.retry-1',
  'amq.default',
  'mine',
  'celery@host.celery.pidbox',
  'celery.pidbox',
  'reply.celery.pidbox',
  'celeryev',
  'celeryev.0a1b',
  'celery_delayed_27',
];
const ofCelery = ['celery@host.celery.pidbox', 'celery.pidbox', 'reply.celery.pidbox', 'celeryev', 'celeryev.0a1b'];

const taskQueues = [...required.taskQueues, { name: 'reports', maximumMessages: 10, publishers: ['shop'], consumers: ['shop'] }];

/** The names on which a user has a right. */
function rights(user: string, props: object = {}) {
  const found = definitions(props).permissions.find((permission) => permission.user === user);
  const allowed = (pattern = '') => names.filter((name) => new RegExp(pattern).test(name));
  return { configure: allowed(found?.configure), write: allowed(found?.write), read: allowed(found?.read) };
}

describe('the rights of a user', () => {
  it('let a publisher write to the exchange of its queue and nothing else, not even the default exchange', () => {
    expect(rights('shop')).toEqual({ configure: [], write: ['orders'], read: [] });
  });

  it("let a consumer with Celery read its queue and its retries, and use Celery's own queues", () => {
    expect(rights('worker')).toEqual({
      configure: ofCelery,
      write: ofCelery,
      read: ['orders', 'orders.retry-1', 'orders.retry-2', 'orders.retry-3', ...ofCelery],
    });
  });

  it('end at the own queues, if there are others', () => {
    expect(rights('worker', { taskQueues }).read).not.toContain('reports');
    expect(rights('shop', { taskQueues })).toEqual({ configure: [], write: ['orders', 'reports'], read: ['reports', 'reports.retry-1'] });
  });

  it("allow a monitor with Celery nothing but Celery's own queues", () => {
    const users = [...required.users, { name: 'flower', password: secret('mq-flower'), celery: true }];
    expect(rights('flower', { users })).toEqual({ configure: ofCelery, write: ofCelery, read: ofCelery });
  });

  it('allow the test of a release its own queue', () => {
    expect(rights('release-test')).toEqual({ configure: [], write: ['release-test'], read: ['release-test'] });
  });
});

describe('the users of a broker', () => {
  it('have no tags, with which they could administrate it', () => {
    expect(definitions().users.map(({ name, tags }) => [name, tags])).toEqual([
      ['shop', []],
      ['worker', []],
      ['release-test', []],
    ]);
  });

  it('have a place for a hash in the definitions, and no password', () => {
    expect(definitions().users.map((user) => user.password_hash)).toEqual(['<hash of shop>', '<hash of worker>', '<hash of release-test>']);
  });

  it("have Secrets of their own; the cookie and the test's password are in one that only the broker reads", () => {
    expect(render().secrets.map(({ name, keys, readers }) => [name, keys, readers])).toEqual([
      ['mq-internal', ['cookie', 'release-test'], ['StatefulSet/mq']],
      ['mq-shop', ['password'], ['StatefulSet/mq']],
      ['mq-worker', ['password'], ['StatefulSet/mq']],
    ]);
  });
});
