// `make admission`: validates every file of dist, the rendered charts, and the manifests of changed values, on the API server that KUBECONFIG names, with strict field
// validation. It is a dry run: only missing namespaces and definitions are created.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { platforms } from '../../charts/platforms';
import type { ApiServer } from '../api-server/answer';
import { connectToApiServer } from '../api-server/connect';
import { readChart } from './charts';
import { readDist } from './dist';
import { type Judgement, judge } from './judge';
import { variantsOf } from './variants';

const lines = (name: string, { admitted, refused }: Judgement): string[] => [
  `${refused.length === 0 ? '[OK]  ' : '[FAIL]'} ${name}: ${admitted} admitted, ${refused.length} refused`,
  ...refused.map(({ file, object, message }) => `  ${file} ${object}\n    ${message.replaceAll(/\s*\n\s*/g, ' ')}`),
];

const root = resolve(__dirname, '../..');

/** Prints one line for all variants of a platform, and one for each refusal. */
async function judgeVariants(api: ApiServer, platform: (typeof platforms)[number]): Promise<Judgement> {
  const variants = variantsOf(platform, readFileSync(join(root, 'docs/configuration.md'), 'utf8'));
  const judgements: Judgement[] = [];
  for (const variant of variants) {
    const judgement = await judge(api, variant);
    judgements.push({ ...judgement, refused: judgement.refused.map((refusal) => ({ ...refusal, file: variant.name })) });
  }
  const all = { admitted: sum(judgements.map(({ admitted }) => admitted)), refused: judgements.flatMap(({ refused }) => refused) };
  console.log(lines(`${platform.name} with ${variants.length} changed values`, all).join('\n'));
  return all;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

async function main(): Promise<number> {
  const environments = readDist(root);
  const api = await connectToApiServer();
  const judgements: Judgement[] = [];
  for (const environment of environments) {
    const judgement = await judge(api, environment); // one after the other, because environments share the names of their namespaces
    judgements.push(judgement);
    console.log(lines(environment.name, judgement).join('\n'));
  }
  for (const platform of platforms.filter(({ helm }) => helm)) {
    const charts = readChart(root, platform);
    if (!charts) console.log(`[WARNING] not run: helm/${platform.name}: helm is not on PATH`);
    for (const chart of charts ?? []) {
      const judgement = await judge(api, chart);
      judgements.push(judgement);
      console.log(lines(chart.name, judgement).join('\n'));
    }
  }
  for (const platform of platforms) judgements.push(await judgeVariants(api, platform));
  const refused = sum(judgements.map((judgement) => judgement.refused.length));
  console.log(`${sum(judgements.map(({ admitted }) => admitted))} admitted, ${refused} refused`);
  return refused === 0 ? 0 : 1;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(`[FAIL] ${error instanceof Error ? error.message : error}`);
    process.exit(1);
  },
);
