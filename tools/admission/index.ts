// `make admission`: has the API server that KUBECONFIG names judge every file of dist, with strict field validation. A dry run: only namespaces
// (and definitions) that are missing are created.
import { resolve } from 'node:path';
import { connectToApiServer } from '../api-server/connect';
import { readDist } from './dist';
import { type Judgement, judge } from './judge';

const lines = (name: string, { admitted, refused }: Judgement): string[] => [
  `${refused.length === 0 ? '[OK]  ' : '[FAIL]'} ${name}: ${admitted} admitted, ${refused.length} refused`,
  ...refused.map(({ file, object, message }) => `  ${file} ${object}\n    ${message.replaceAll(/\s*\n\s*/g, ' ')}`),
];

async function main(): Promise<number> {
  const environments = readDist(resolve(__dirname, '../..'));
  const api = await connectToApiServer();
  const judgements: Judgement[] = [];
  for (const environment of environments) {
    const judgement = await judge(api, environment); // one after the other: environments share the names of their namespaces
    judgements.push(judgement);
    console.log(lines(environment.name, judgement).join('\n'));
  }
  const refused = judgements.reduce((sum, judgement) => sum + judgement.refused.length, 0);
  console.log(`${judgements.reduce((sum, judgement) => sum + judgement.admitted, 0)} admitted, ${refused} refused`);
  return refused === 0 ? 0 : 1;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(`[FAIL] ${error instanceof Error ? error.message : error}`);
    process.exit(1);
  },
);
