import { join, resolve } from 'node:path';
import { forgetApplication } from './argocd/application';
import { repeatCount, selectRows } from './arguments';
import { applicationPod } from './client-programs';
import { Clients, removeLeftClients } from './clients';
import { clusterUnderTest, repairCluster, requireProofCluster } from './cluster';
import { takeCluster } from './cluster-lease';
import { components, packaged } from './components';
import { type Deployment, ensureDeployed, prepareDeployment, removeEverything } from './deployment';
import { forgetReleases } from './helm/session';
import { imageFacts } from './image-facts';
import { componentFilesIn, componentHashes, everything, folderOf } from './manifests';
import { fullRepetitions, type Measurement } from './measurement';
import { type NodeAdapter, recogniseNodes } from './nodes';
import { requirePrograms } from './programs';
import { type ProvenComponent, waitHealthy } from './proven-component';
import { writeProofDocuments } from './report';
import { type ClusterUnderTest, type RowResult, writeResult } from './results';
import type { ComponentRow } from './row';
import { allRows, platformRows, rows } from './rows';
import { runPlatformRows } from './run-platform-rows';
import { secondsSince } from './wait';

// make proof: breaks the components on a real cluster, row by row, and writes docs/proof.md.

const root = resolve(__dirname, '..');
const progress = (text: string): void => console.error(`${new Date().toISOString().slice(11, 19)} ${text}`);

type Wanted = (typeof allRows)[number];

interface Run {
  readonly adapter: NodeAdapter;
  readonly deployment: Deployment;
  readonly cluster: ClusterUnderTest;
  readonly repeat: number;
}

/** Runs a row from the starting state, and repairs the cluster after it, also after an error. */
async function runRow(row: ComponentRow, run: Run): Promise<RowResult> {
  const { adapter, deployment, cluster, repeat } = run;
  const start = Date.now();
  const { component } = row;
  const { dist, peers } = component;
  const programs = component.programs();
  const application = applicationPod(dist, peers.application, component.variables);
  const clients = new Clients(dist.namespace, programs, application, component.clientVariables?.());
  const changes = new Set(deployment.changes);
  const say = (text: string) => progress(`${row.fullName}: ${text}`);
  let measurement: Measurement;
  try {
    await ensureDeployed(deployment, say);
    await component.restore?.(deployment.manifests);
    await waitHealthy(component);
    say(`starts: ${row.causes}`);
    const changed = (text: string) => void changes.add(text);
    measurement = await row.run({ row: row.name, component, adapter, deployment, cluster, clients, repeat, say, changed });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    say(`[FAIL] ${message}`);
    measurement = { passed: false, measured: 'did not finish', repetitions: 0, notes: [message] };
  } finally {
    await clients.stop();
    await repairCluster(adapter);
  }
  const images = await imageFacts(adapter, component, Object.values(programs)).catch(() => []);
  const ranAt = new Date(start).toISOString();
  const tookSeconds = Math.round(secondsSince(start));
  return { row: row.fullName, ...measurement, manifests: deployment.componentHash, ranAt, tookSeconds, cluster, images, changes: [...changes] };
}

/** Runs rows in their order; each result is saved at once. */
async function runRows(wanted: readonly ComponentRow[], run: Run): Promise<RowResult[]> {
  const results: RowResult[] = [];
  for (const row of wanted) {
    const reason = row.notHere?.(run.cluster);
    if (reason) {
      progress(`${row.fullName}: [WARNING] not applicable here: ${reason}`);
      continue;
    }
    const result = await runRow(row, run);
    save(result);
    results.push(result);
  }
  return results;
}

function save(result: RowResult): void {
  progress(`${result.row}: ${verdict(result)} ${result.measured} (${result.tookSeconds} s)`);
  writeResult(root, result);
}

const verdict = (result: RowResult): string => (result.passed ? '[OK]  ' : '[FAIL]');

async function main(): Promise<number> {
  const wanted = selectRows(process.argv.slice(2), process.env.ROW, allRows);
  requireManifests(wanted);
  requirePrograms(platformRows.filter((row) => wanted.includes(row)));
  const repeat = repeatCount(process.env.PROOF_REPEAT, fullRepetitions);
  const { context, server } = await requireProofCluster();
  const adapter = await recogniseNodes(root);
  progress(`context ${context}, server ${server}`);
  const giveBack = await takeCluster();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      progress(`${signal}: repairing the cluster`);
      void repairCluster(adapter)
        .then(giveBack)
        .finally(() => process.exit(130));
    });
  }
  try {
    return await proveOn(adapter, wanted, repeat);
  } finally {
    await giveBack();
  }
}

async function proveOn(adapter: NodeAdapter, wanted: readonly Wanted[], repeat: number): Promise<number> {
  const results: RowResult[] = [];
  await forgetApplication(); // a killed run may have left it, and Argo CD would undo what rows change
  for (const platform of packaged) await forgetReleases(platform, root);
  for (const component of components) {
    const own = rows.filter((row) => row.component === component && wanted.includes(row));
    if (own.length === 0) continue;
    await repairCluster(adapter);
    await removeLeftClients(component.dist.namespace);
    await removeOtherNamespaces(component);
    const others = components.filter((other) => other !== component && folderOf(other) === folderOf(component));
    const deployment = await prepareDeployment(root, adapter, component, others);
    progress(`${component.name}: manifests ${deployment.componentHash}, changed for this cluster:`);
    for (const change of deployment.changes) console.error(`  ${change}`);
    results.push(...(await runRows(own, { adapter, deployment, cluster: await clusterUnderTest(adapter), repeat })));
  }
  const ofPlatforms = platformRows.filter((row) => wanted.includes(row));
  results.push(...(await runPlatformRows(ofPlatforms, { root, adapter, repeat, say: progress, save })));
  writeProofDocuments(root);
  console.log(results.map((result) => `${verdict(result)} ${result.row.padEnd(36)} ${result.measured}`).join('\n'));
  console.log(
    `${results.filter((result) => result.passed).length} rows passed, ${results.filter((result) => !result.passed).length} failed; see docs/proof.md`,
  );
  return results.every((result) => result.passed) ? 0 : 1;
}

/** Stores of other platforms would share the cluster's few cores. */
async function removeOtherNamespaces({ dist }: ProvenComponent): Promise<void> {
  const others = new Set(components.map((other) => other.dist.namespace).filter((namespace) => namespace !== dist.namespace));
  for (const namespace of others) await removeEverything(namespace);
}

/** Fails early, before hours of runs, if a component of the wanted rows has no manifests. */
function requireManifests(wanted: readonly Wanted[]): void {
  const hashes = componentHashes((folder) => componentFilesIn(join(root, folder)));
  for (const component of new Set(wanted.map((row) => row.component)))
    if (!hashes(component))
      throw new Error(
        `${folderOf(component)} has no ${component.id === everything ? 'manifests' : `manifest with the label app.kubernetes.io/instance: ${component.id}`}; run 'make synth' first`,
      );
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(`[FAIL] ${error instanceof Error ? error.message : error}`);
    process.exit(1);
  },
);
