import fc from 'fast-check';
import { type ComponentArbitrary, mostly, of, optional, record, resources, wrongId, wrongNumber, wrongText } from '../kubernetes/arbitraries';
import { Migration } from './migration';
import type { MigrationProps } from './schema';

type Props = Omit<MigrationProps, 'connections' | 'variables'>;

const props = record<Props>({
  image: mostly(of('ghcr.io/shop/app:1.0.0', `ghcr.io/shop/app@sha256:${'0'.repeat(64)}`), wrongText),
  command: fc.array(mostly(of('alembic', 'upgrade', 'head'), wrongText), { minLength: 1, maxLength: 3 }),
  resources,
  uid: optional(mostly(of(1, 1000, 65534), wrongNumber)),
});

export const arbitrary: ComponentArbitrary<Props> = {
  weight: 1,
  id: mostly(of('schema', 'shop-schema', 'e'.repeat(30)), wrongId),
  props,
  make: (scope, id, given, connections) => new Migration(scope, id, { ...given, connections }),
};
