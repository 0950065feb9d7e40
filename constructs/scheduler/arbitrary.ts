import fc from 'fast-check';
import { type ComponentArbitrary, mostly, of, optional, record, resources, wrongId, wrongNumber, wrongText } from '../kubernetes/arbitraries';
import { Scheduler } from './scheduler';
import type { SchedulerProps } from './schema';

type Props = Omit<SchedulerProps, 'connections' | 'variables'>;

const schedule = record({
  name: mostly(of('clean', 'archive-logs'), wrongText),
  task: mostly(of('shop.tasks.clean', 'archive'), wrongText),
  queue: mostly(of('orders', 'shop.tasks'), wrongText),
  cron: mostly(of('0 0 * * *', '0 2 * * sun', '*/5 * * * *'), fc.oneof(of('0 0 * *', '@daily'), wrongText)),
});

const props = record<Props>({
  image: mostly(of('ghcr.io/shop/app:1.0.0'), wrongText),
  application: mostly(of('shop.celery', 'shop.celery:app'), wrongText),
  timeZone: mostly(of('UTC', 'Asia/Seoul', 'America/Argentina/Buenos_Aires', 'Etc/GMT+9'), fc.oneof(of('seoul', 'Asia/'), wrongText)),
  schedules: fc.array(schedule, { minLength: 1, maxLength: 2 }),
  resources,
  schemaCheck: optional(fc.array(mostly(of('alembic', 'check'), wrongText), { minLength: 1, maxLength: 2 })),
  uid: optional(mostly(of(1, 1000), wrongNumber)),
});

export const arbitrary: ComponentArbitrary<Props> = {
  weight: 1,
  id: mostly(of('beat', 'scheduler', 'g'.repeat(50)), wrongId),
  props,
  make: (scope, id, given, connections) => new Scheduler(scope, id, { ...given, connections }),
};
