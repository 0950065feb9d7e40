import { componentFolders } from '../constructs/registered';
import { missingParts } from './components';
import { readFiles, root, sources } from './project';

const files = { ...sources(), ...readFiles(root, ['docs'], (path) => path.endsWith('.md')) };

describe('each component', () => {
  it('has all that belongs to one', () => {
    expect(missingParts(componentFolders, files)).toEqual([]);
  });

  it('is told what to add where it has none of it', () => {
    const queue = 'constructs/queue/queue.ts';
    expect(
      missingParts(['queue'], { [queue]: "export class Queue { constructor() { new k8s.KubeStatefulSet(this, 'StatefulSet', {}); } }\n" }),
    ).toEqual([
      "constructs/queue has no handle; add new Component(this, { kind: 'queue', ... }) in its constructor: backups, alerts and the proof find it by that",
      'constructs/queue has no schema; add constructs/queue/schema.ts: what an environment may state of it, from which its props follow',
      'constructs/queue has no unit tests; add test/constructs/queue/*.test.ts',
      'constructs/queue has no test of every prop; add itRendersEveryProp() of test/constructs/every-prop.ts to one of its tests, with Required<Props>',
      'constructs/queue has no random values; add constructs/queue/arbitrary.ts, which exports `arbitrary`: the property test makes platforms of it',
      'constructs/queue has no page in docs; add docs/<its name>.md, with a link to ../constructs/queue: what it promises and what not, how to configure, scale and upgrade it',
      'constructs/queue has no alerts; add constructs/queue/alerts.ts and `alerts` of its Workload; or a line with the reason in withoutAlerts of test/house/components.ts',
      'constructs/queue has no proof rows; add proof/queue/rows/index.ts, listed in proof/rows.ts: a store proves what it promises on a cluster',
    ]);
  });

  it('needs no proof rows where it keeps no data', () => {
    const service = { 'constructs/queue/queue.ts': "new k8s.KubeDeployment(this, 'Deployment', {});\n" };
    expect(missingParts(['queue'], service).filter((line) => line.includes('proof rows'))).toEqual([]);
  });
});
