import type { Measurement } from '../../measurement';
import { nodeOf, podsOf } from '../../pods';
import type { Row } from '../../row';
import { countSlots } from '../cluster-nodes';
import { machineIn, shardsNow } from '../component';

export const placement: Row = {
  name: 'placement',
  title: 'Placement after all rows above',
  causes: 'no fault: the state after the rows above, with the moves of the keepers',
  promise: { text: 'at most one master on a node, and no shard with both members on one node' },
  async run({ component: { dist } }): Promise<Measurement> {
    const pods = await podsOf(dist);
    const shards = await shardsNow(dist);
    const machineOf = machineIn(pods);
    const machines = [...new Set(pods.map(nodeOf))].sort();
    const masters = machines.map((machine) => shards.filter(({ master }) => machineOf(master.pod) === machine).length);
    const together = shards.filter(({ master, replicas }) => replicas.some(({ pod }) => machineOf(pod) === machineOf(master.pod))).length;
    return {
      passed: Math.max(...masters) <= 1 && together === 0,
      measured: `masters on ${machines.join(', ')}: ${masters.join(', ')}; ${together} shards on one node`,
      repetitions: 1,
      notes: [`Slots of each master: ${shards.map(countSlots).join(', ')}.`],
    };
  },
};
