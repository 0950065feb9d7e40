// The programs that tests start, as far as the source shows them.
import { dirname, join } from 'node:path';
import type { Files } from '../../tools/write';
import { syntaxOf } from './syntax';

/** Functions of node:child_process. */
const starts = /^(spawn|spawnSync|exec|execSync|execFile|execFileSync)$/;

/** Programs of every machine with Node and make; jq has a stand-in (test/constructs/sandbox.ts). */
const everywhere = new Set(['sh', '/bin/sh', 'bash', 'awk', 'mkfifo', 'true', 'git', 'jq']);

/** Servers and their clients. A shell command that names one of them starts it. */
const servers =
  /\b(redis-server|redis-cli|redis-sentinel|postgres|psql|pg_ctl|initdb|patroni|haproxy|promtool|prometheus|rabbitmq-server|rabbitmqctl|mysqld|mysql|mongod|elasticsearch|kafka|etcd|kubectl|kube-apiserver|helm|kustomize|docker|kind)\b/g;

/**
 * Programs, beyond those of every machine, that a test may start: a text in the place of the program, and known servers in the other texts of
 * the call, in the test and in the files of test/ and tools/ that it imports. It cannot see a program whose name is computed.
 */
export const programsOf = (test: string, files: Files): string[] =>
  [...new Set(importedBy(test, files).flatMap((path) => programsIn(files[path] ?? '')))].sort();

export const programsIn = (text: string): string[] =>
  syntaxOf(text)
    .calls.filter(({ callee }) => starts.test(callee))
    .flatMap(({ callee, first, texts }) => [
      ...(first === undefined || callee.match(/^exec(Sync)?$/) ? [] : [first]),
      ...texts.flatMap((each) => each.match(servers) ?? []),
    ])
    .filter((program) => !everywhere.has(program));

/** The file and those of test/ and tools/ that it imports, directly or through each other. */
function importedBy(path: string, files: Files, known: Set<string> = new Set()): string[] {
  if (known.has(path)) return [];
  known.add(path);
  for (const { name, isTypeOnly } of syntaxOf(files[path] ?? '').imports) {
    if (!name?.startsWith('.') || isTypeOnly) continue;
    const base = join(dirname(path), name);
    const target = [`${base}.ts`, `${base}/index.ts`].find((file) => file in files && /^(test|tools)\//.test(file));
    if (target) importedBy(target, files, known);
  }
  return [...known];
}
