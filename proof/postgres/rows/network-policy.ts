import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tryMatrix } from '../../reach';
import type { Row } from '../../row';
import { libpqProgram } from '../client-programs';
import { destinations, sources } from './network-policy-expected';

const script = readFileSync(join(__dirname, '..', 'clients', 'reach.py'), 'utf8');

export const networkPolicy: Row = {
  name: 'network-policy',
  title: 'NetworkPolicy matrix',
  causes: 'pods with the labels of each workload, the scraper, the edge and two strangers open TCP connections to every port of every pod',
  promise: { text: 'declared connections are allowed, everything else is denied' },
  run: async ({ deployment, say }) =>
    tryMatrix(sources, destinations, { ...libpqProgram(deployment.manifests), command: ['/usr/bin/python3', '-c', script] }, say),
};
