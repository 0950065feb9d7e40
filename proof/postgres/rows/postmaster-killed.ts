import { execIn } from '../../kubectl';
import { judgeOutages, repetitions } from '../../outages';
import type { Row } from '../../row';
import type { Pod } from '../../shapes';
import { databaseContainer } from '../component';

const promise = { text: 'writes stop for at most 4 s', maximum: 4 };

/** Reads the PID from postmaster.pid: the oldest process of that name may not be the postmaster, and killing a backend is a smaller failure. */
export const killPostmaster = async ({ metadata }: Pod): Promise<void> =>
  void (await execIn(metadata.namespace, metadata.name, databaseContainer, [
    '/bin/sh',
    '-c',
    'kill -9 "$(head -n 1 /var/lib/postgresql/data/postmaster.pid)"',
  ]));

export const postmasterKilled: Row = {
  name: 'postmaster-killed',
  title: 'The postmaster is killed',
  causes: "kill -9 of the primary's postmaster; Patroni keeps running",
  promise,
  run: async (context) => judgeOutages(context, await repetitions(context, { cause: killPostmaster }), promise),
};
