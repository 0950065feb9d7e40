// A component with all parts that the house demands, for tests that take one of them away.
import { Construct } from 'constructs';
import fc from 'fast-check';
import { Component, dataClaimNames, integer, k8s, object, restricted, storeStatefulSet, Workload } from '../../constructs/kubernetes';
import type { ComponentArbitrary } from '../../constructs/kubernetes/arbitraries';
import { alert } from '../constructs/kubernetes/alerting/fixture';
import type { ComponentFolder } from './component-folder';

/** What the construct leaves out. */
export interface Without {
  readonly handle?: boolean;
  readonly kind?: string;
  readonly alerts?: boolean;
  readonly claims?: boolean;
  readonly volumes?: boolean;
}

class Queue extends Construct {
  constructor(scope: Construct, id: string, without: Without) {
    super(scope, id);
    const workload = new Workload(this, { name: 'queue', component: 'queue', alerts: without.alerts ? [] : [alert] });
    const template: k8s.PodTemplateSpec = {
      metadata: { labels: workload.labels },
      spec: { containers: [{ name: 'queue', image: 'ghcr.io/example/queue:1.4.2', securityContext: restricted() }] },
    };
    if (without.volumes) new k8s.KubeDeployment(this, 'Deployment', { spec: { selector: { matchLabels: workload.selector }, template } });
    else new k8s.KubeStatefulSet(this, 'StatefulSet', storeStatefulSet(this, { workload, pods: 1, template, storage: '1Gi' }));
    if (without.handle) return;
    new Component(this, { kind: without.kind ?? 'queue', claims: without.claims || without.volumes ? [] : dataClaimNames(workload, 1) });
  }
}

export const arbitraryOf = (without: Without = {}): ComponentArbitrary<null> => ({
  weight: 1,
  id: fc.constant('queue'),
  props: fc.constant(null),
  make: (scope, id) => new Queue(scope, id, without),
});

export const paths = { unit: 'test/constructs/queue/queue.test.ts', props: 'test/constructs/queue/props.test.ts', page: 'docs/queue.md' };

/** A folder constructs/queue that lacks nothing. */
export const queue: ComponentFolder = {
  name: 'queue',
  files: {
    [paths.unit]: "import { Queue } from '../../../constructs/queue';\nit('works', () => expect(new Queue()).toBeDefined());\n",
    [paths.props]: "import { itRendersEveryProp } from '../every-prop';\nitRendersEveryProp<QueueProps>(render(all), found);\n",
    [paths.page]:
      '# Queue\n\n[`Queue`](../constructs/queue/queue.ts) queues.\n\n## What it does not promise\n\n- Order.\n\n## How to\n\n- **Scale**: ...\n',
  },
  schema: { queueProps: object({ pods: integer('Number of pods.', 1, 9) }) },
  arbitrary: arbitraryOf(),
  rows: ['queue-node-loss'],
};
