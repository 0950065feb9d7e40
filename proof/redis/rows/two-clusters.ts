import { deletePods } from '../../faults';
import type { InDist } from '../../in-dist';
import type { Measurement } from '../../measurement';
import { podsOf } from '../../pods';
import type { Row, RowContext } from '../../row';
import { sleep } from '../../wait';
import { redisCli, sizeOf, viewOf, waitWhole } from '../component';
import { applySecond, removeSecond, secondOf } from '../second-cluster';

const times = 3;
const handshake = 15; // seconds: a node that does not answer a MEET is forgotten after the node timeout

interface Members {
  readonly pods: readonly string[];
  readonly addresses: readonly string[];
  readonly ids: readonly string[];
}

/** A cluster's pods, their addresses, and every id that any of them knows. */
async function membersOf(dist: InDist): Promise<Members> {
  const pods = await podsOf(dist);
  const views = await Promise.all(pods.map(viewOf));
  return {
    pods: pods.map((pod) => pod.metadata.name),
    addresses: pods.flatMap((pod) => pod.status.podIP ?? []),
    ids: [...new Set(views.flatMap(({ nodes }) => nodes.map(({ id }) => id)))],
  };
}

type Both = readonly [InDist, InDist];

const both = async ([first, second]: Both): Promise<readonly [Members, Members]> => [await membersOf(first), await membersOf(second)];

const waitBoth = async ([first, second]: Both): Promise<void> => {
  await waitWhole(first, 240);
  await waitWhole(second, 240);
};

/** Errors of two clusters that must share nothing: shared ids, or a wrong number of ids. */
export function mixed([first, other]: readonly [Members, Members], pods: number): string[] {
  const shared = first.ids.filter((id) => other.ids.includes(id));
  return [
    ...(shared.length > 0 ? [`${shared.length} ids are known to both`] : []),
    ...[first, other].flatMap(({ ids, pods: names }) =>
      ids.length === pods ? [] : [`${names[0] ?? 'no pod'} and its cluster know ${ids.length} ids, not ${pods}`],
    ),
  ];
}

/** How many addresses of one cluster belonged to the other before. */
export const changedHands = (before: readonly [Members, Members], after: readonly [Members, Members]): number =>
  after[0].addresses.filter((address) => before[1].addresses.includes(address)).length +
  after[1].addresses.filter((address) => before[0].addresses.includes(address)).length;

/** A MEET from one cluster to the other; the NetworkPolicy blocks the way to the other's bus. */
async function meetAcross(clusters: Both): Promise<string[]> {
  const [first, second] = clusters;
  const [[from], [target]] = [await podsOf(first), await podsOf(second)];
  if (!from) throw new Error(`${first.id} has no pod`);
  await redisCli(from, 'cluster', 'meet', target?.status.podIP ?? '', '6379');
  await sleep(handshake);
  await waitBoth(clusters);
  return mixed(await both(clusters), sizeOf(first).pods);
}

async function prove(context: RowContext): Promise<Measurement> {
  const { adapter, component, say } = context;
  const { dist, id } = component;
  const clusters: Both = [dist, secondOf(component)];
  const { pods } = sizeOf(dist);
  const wanted = Math.min(times, context.repeat);
  await applySecond(context.deployment.manifests, id);
  await waitBoth(clusters);
  const wrong = mixed(await both(clusters), pods);
  let handed = 0;
  for (let number = 1; number <= wanted; number++) {
    const before = await both(clusters);
    const all = await Promise.all(clusters.map((cluster) => podsOf(cluster)));
    await adapter.reuseAddresses();
    await deletePods(all.flat());
    await sleep(1);
    await waitBoth(clusters);
    const after = await both(clusters);
    wrong.push(...mixed(after, pods));
    handed += changedHands(before, after);
    say(`deletion ${number} of ${wanted}: ${changedHands(before, after)} addresses changed hands; ${wrong.length} errors so far`);
  }
  wrong.push(...(await meetAcross(clusters)).map((text) => `after CLUSTER MEET: ${text}`));
  return {
    passed: wrong.length === 0 && handed > 0,
    measured: `still separate after ${wanted} deletions of all pods and after a MEET; ${handed} addresses changed hands`,
    repetitions: wanted,
    notes: handed > 0 ? wrong : [...wrong, 'No address changed hands, so the row shows nothing.'],
    ...(wanted < times ? { incomplete: true } : {}),
  };
}

export const twoClusters: Row = {
  name: 'two-clusters',
  title: 'Two clusters in one namespace stay separate',
  causes:
    'a second cluster with the same manifests and password; all pods of both are deleted at once, repeatedly, and take the lowest free addresses, so that each gets addresses of the other; then CLUSTER MEET from a pod of one to an address of the other',
  promise: { text: 'each cluster knows only its own nodes' },
  async run(context) {
    const { component } = context;
    context.changed(`a second cluster ${secondOf(component).id}: the same manifests under another name, with the same Secret`);
    try {
      return await prove(context);
    } finally {
      await removeSecond(component.dist);
    }
  },
};
