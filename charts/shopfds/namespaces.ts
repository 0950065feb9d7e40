import { type App, type ChartProps, NamespaceWithDefaultDeny, PlatformChart } from '../../constructs/kubernetes';
import type { ShopfdsEnvironment } from './schema';

/** The namespace of ShopFDS's applications and stores, which admits no traffic that nothing declares. */
export class NamespacesChart extends PlatformChart {
  constructor(app: App, props: ChartProps<ShopfdsEnvironment>, namespace: string) {
    super(app, '00-namespaces', props);
    new NamespaceWithDefaultDeny(this, namespace);
  }
}
