import { kubectl } from '../../kubectl';
import type { Measurement } from '../../measurement';
import { namespace, podsWith } from '../../pods';
import type { Row, RowContext } from '../../row';
import { sleep } from '../../wait';
import { component, redisCli, redisPods, selectorOf, size, viewOf, waitWhole } from '../component';
import { applySecond, removeSecond, second } from '../second-cluster';

const times = 3;
const handshake = 15; // seconds: a node that does not answer a MEET is forgotten after the node timeout

interface Members {
  readonly pods: readonly string[];
  readonly addresses: readonly string[];
  readonly ids: readonly string[];
}

/** A cluster's pods, their addresses, and every id that any of them knows. */
async function membersOf(instance: string): Promise<Members> {
  const pods = await podsWith(selectorOf(instance));
  const views = await Promise.all(pods.map((pod) => viewOf(pod.metadata.name)));
  return {
    pods: pods.map((pod) => pod.metadata.name),
    addresses: pods.flatMap((pod) => pod.status.podIP ?? []),
    ids: [...new Set(views.flatMap(({ nodes }) => nodes.map(({ id }) => id)))],
  };
}

const both = async (): Promise<readonly [Members, Members]> => [await membersOf(component), await membersOf(second)];

const waitBoth = async (): Promise<void> => {
  await waitWhole(240);
  await waitWhole(240, second);
};

/** Errors of two clusters that must share nothing: shared ids, or a wrong number of ids. */
export function mixed([first, other]: readonly [Members, Members], pods = size.pods): string[] {
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
async function meetAcross(): Promise<string[]> {
  const [target] = await podsWith(selectorOf(second));
  const [from] = await redisPods();
  await redisCli(from?.metadata.name ?? '', 'cluster', 'meet', target?.status.podIP ?? '', '6379');
  await sleep(handshake);
  await waitBoth();
  return mixed(await both());
}

async function prove(context: RowContext): Promise<Measurement> {
  const { adapter, say } = context;
  const wanted = Math.min(times, context.repeat);
  await applySecond(context.deployment.manifests);
  await waitBoth();
  const wrong = mixed(await both());
  let handed = 0;
  for (let number = 1; number <= wanted; number++) {
    const before = await both();
    const instances = `app.kubernetes.io/name=redis,app.kubernetes.io/instance in (${component},${second})`;
    await adapter.reuseAddresses();
    await kubectl(['delete', 'pods', '-n', namespace, '-l', instances, '--wait=false']);
    await sleep(1);
    await waitBoth();
    const after = await both();
    wrong.push(...mixed(after));
    handed += changedHands(before, after);
    say(`deletion ${number} of ${wanted}: ${changedHands(before, after)} addresses changed hands; ${wrong.length} errors so far`);
  }
  wrong.push(...(await meetAcross()).map((text) => `after CLUSTER MEET: ${text}`));
  return {
    passed: wrong.length === 0 && handed > 0,
    measured: `still separate after ${wanted} deletions of all twelve pods and after a MEET; ${handed} addresses changed hands`,
    repetitions: wanted,
    notes: handed > 0 ? wrong : [...wrong, 'No address changed hands, so the row shows nothing.'],
    ...(wanted < times ? { incomplete: true } : {}),
  };
}

export const twoClusters: Row = {
  name: 'redis-two-clusters',
  title: 'Two clusters in one namespace stay separate',
  causes:
    'a second cluster with the same manifests and password; all pods of both are deleted at once, repeatedly, and take the lowest free addresses, so that each gets addresses of the other; then CLUSTER MEET from a pod of one to an address of the other',
  promise: { text: 'each cluster knows only its own six nodes' },
  async run(context) {
    context.changed(`a second cluster ${second}: the same manifests under another name, with the same Secret`);
    try {
      return await prove(context);
    } finally {
      await removeSecond();
    }
  },
};
