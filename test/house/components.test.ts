import { componentFolders } from '../constructs/registered';
import { missingParts } from './components';
import { readFiles, root, sources } from './project';

const files = { ...sources(), ...readFiles(root, ['docs'], (path) => path.endsWith('.md')) };

describe('each component', () => {
  it('has all required parts', () => {
    expect(missingParts(componentFolders, files)).toEqual([]);
  });

  it('gets a message for each missing part', () => {
    const queue = 'constructs/queue/queue.ts';
    expect(
      missingParts(['queue'], { [queue]: "export class Queue { constructor() { new k8s.KubeStatefulSet(this, 'StatefulSet', {}); } }\n" }),
    ).toEqual([
      "constructs/queue has no handle; add new Component(this, { kind: 'queue', ... }) in its constructor, so that backups, alerts and the proof can find it",
      'constructs/queue has no schema; add constructs/queue/schema.ts: what an environment may set, from which the type of its props is derived',
      'constructs/queue has no unit tests; add test/constructs/queue/*.test.ts',
      'constructs/queue has no test of every prop; add itRendersEveryProp() of test/constructs/every-prop.ts to one of its tests, with Required<Props>',
      'constructs/queue has no random values; add constructs/queue/arbitrary.ts, which exports `arbitrary`; the property test builds platforms with it',
      'constructs/queue has no page in docs; add docs/<its name>.md, with a link to ../constructs/queue: what it promises and what it does not, how to configure, scale and upgrade it',
      'constructs/queue has no alerts; add constructs/queue/alerts.ts and `alerts` of its Workload, or state the reason in withoutAlerts of test/house/components.ts',
      'constructs/queue has no proof rows; add proof/queue/rows/index.ts, listed in proof/rows.ts: a store must prove its promises on a cluster',
    ]);
  });

  it('needs no proof rows if it stores no data', () => {
    const service = { 'constructs/queue/queue.ts': "new k8s.KubeDeployment(this, 'Deployment', {});\n" };
    expect(missingParts(['queue'], service).filter((line) => line.includes('proof rows'))).toEqual([]);
  });
});
