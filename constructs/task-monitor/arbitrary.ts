import fc from 'fast-check';
import { type ComponentArbitrary, mostly, of, optional, record, resources, secretKey, wrongId, wrongText } from '../kubernetes/arbitraries';
import type { TaskMonitorProps } from './schema';
import { TaskMonitor } from './task-monitor';

type Props = Omit<TaskMonitorProps, 'connections'>;

const props = record<Props>({
  resources,
  password: optional(secretKey('flower', 'monitor')),
  images: optional(record({ flower: record({ tag: mostly(of('2.0.1', '2.0.0'), fc.oneof(of('a/b'), wrongText)) }) })),
});

export const arbitrary: ComponentArbitrary<Props> = {
  weight: 1,
  id: mostly(of('flower', 'tasks', 'h'.repeat(52)), wrongId),
  props,
  make: (scope, id, given, connections) => new TaskMonitor(scope, id, { ...given, connections }),
};
