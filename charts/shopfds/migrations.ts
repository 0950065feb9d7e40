import { type App, type ChartProps, PlatformChart } from '../../constructs/kubernetes';
import { Migration } from '../../constructs/migration';
import { ownerOf } from './connections';
import type { DataChart } from './data';
import type { ShopfdsEnvironment } from './schema';

/** FR-006: the schemas of the databases, before the services that need them. */
export class MigrationsChart extends PlatformChart {
  constructor(app: App, props: ChartProps<ShopfdsEnvironment>, namespace: string, data: DataChart) {
    super(app, '15-migrations', { ...props, namespace });
    const { ecommerce, fds, migrations } = props.environment;
    const migration = (name: string, image: string): Migration =>
      new Migration(this, `${name}-schema`, { ...migrations, image, command: ['alembic', 'upgrade', 'head'], connections: [ownerOf(data, name)] });
    migration('ecommerce', ecommerce.image);
    migration('fds', fds.image);
  }
}
