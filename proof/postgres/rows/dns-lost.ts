import { nodeOtherThan } from '../../cluster';
import { cutDns, restoreDns } from '../../dns';
import { execIn, kubectl } from '../../kubectl';
import { judge, seconds } from '../../measurement';
import { measure, settle } from '../../outages';
import { nodeOf, podsOf } from '../../pods';
import { waitHealthy } from '../../proven-component';
import type { Row, RowContext } from '../../row';
import type { Pod } from '../../shapes';
import { secondsSince, until } from '../../wait';
import { primaries, primary } from '../component';

// The new primary must take the label from the lost pod without a look-up of the API server's name.

const times = 3;
const longestOutage = 30; // seconds

/** The client uses the address of the Service, because it could not look its name up. */
async function startWriter({ clients, component, row }: RowContext, leaving: string): Promise<void> {
  const { dist } = component;
  const address = await kubectl(['get', 'service', '-n', dist.namespace, `${dist.id}-rw`, '-o', 'jsonpath={.spec.clusterIP}']);
  const node = await nodeOtherThan(leaving);
  await clients.start(`${row}-${Date.now()}`, [{ kind: 'libpq', mode: 'write', node, environment: { PROOF_HOST: address } }]);
  await clients.flowing(1);
}

/** Waits until the client's pod cannot look up a name. */
async function withoutDns({ clients, component }: RowContext): Promise<void> {
  const { dist } = component;
  const pod = clients.running[0]?.pod ?? '';
  const lookUp = ['/bin/sh', '-c', `! getent hosts ${dist.id}-rw`];
  const check = async () => void (await execIn(dist.namespace, pod, 'client', lookUp, { timeoutSeconds: 60 }));
  await until('a cluster without DNS', check, { timeoutSeconds: 120 });
}

/** Seconds from the label on a new primary until no other pod has it. */
async function secondsWithTwo({ component }: RowContext, lost: Pod): Promise<number> {
  let labelled: number | undefined;
  const alone = async () => {
    const labels = primaries(await podsOf(component.dist));
    const names = labels.map(({ metadata }) => metadata.name).join(' and ');
    if (labels.every(({ metadata }) => metadata.uid === lost.metadata.uid)) return `role=primary is on ${names || 'no pod'}`;
    labelled ??= Date.now();
    return labels.length === 1 ? undefined : `role=primary is on ${names}`;
  };
  await until('role=primary on the new primary alone', alone, { timeoutSeconds: 90, everySeconds: 0.1 });
  return secondsSince(labelled ?? Number.NaN);
}

interface Finding {
  readonly withTwo: number;
  readonly outage: number;
}

async function once(context: RowContext): Promise<Finding> {
  const { adapter, clients, component, say } = context;
  await waitHealthy(component);
  const target = await primary(component.dist);
  await startWriter(context, nodeOf(target));
  await cutDns();
  await withoutDns(context);
  const from = Date.now();
  await adapter.nodeDown(nodeOf(target));
  const withTwo = await secondsWithTwo(context, target);
  await clients.flowing(settle, 60);
  const { outage } = measure(clients.running, from, Date.now());
  await restoreDns();
  await adapter.nodeUp(nodeOf(target));
  await waitHealthy(component);
  await clients.stop();
  say(`two pods had role=primary for ${seconds(withTwo)}; writes stopped for ${seconds(outage)}`);
  return { withTwo, outage };
}

const promise = {
  text: `10 s after the new primary has role=primary, no other pod has it; writes never stop for more than ${longestOutage} s`,
  maximum: 10,
};

export const dnsLost: Row = {
  name: 'node-loss-without-dns',
  title: "The primary's node is cut off while DNS is lost",
  causes:
    "a NetworkPolicy lets no query reach the cluster's DNS servers; when look-ups fail, the primary's node loses power and network; a client writes to the address of the Service -rw",
  promise,
  async run(context) {
    const found: Finding[] = [];
    while (found.length < Math.min(times, context.repeat)) found.push(await once(context));
    const judged = judge(
      found.map(({ withTwo }) => withTwo),
      promise,
      times,
    );
    const outages = found.map(({ outage }) => outage);
    return {
      ...judged,
      passed: judged.passed && outages.every((outage) => outage <= longestOutage),
      measured: `two pods had the label for ${judged.measured}`,
      notes: [`Writes stopped for ${outages.map(seconds).join(', ')}.`],
    };
  },
};
