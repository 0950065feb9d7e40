import { nodeProgram } from '../../client-programs';
import { namespace } from '../../pods';
import { type Destinations, type Source, tryMatrix } from '../../reach';
import type { Row } from '../../row';
import { redisSelector } from '../component';

// The allowed connections: the expected result of the NetworkPolicies, written by hand.

const called = (name: string) => ({ 'app.kubernetes.io/name': name });
const ecommerce = { 'app.kubernetes.io/name': 'ecommerce', 'app.kubernetes.io/instance': 'ecommerce' };

export const sources: readonly Source[] = [
  { name: 'ecommerce', namespace, labels: ecommerce, allowed: ['redis 6379', 'dns 53'] },
  { name: 'stranger', namespace, labels: called('stranger'), allowed: [] },
  { name: 'scraper', namespace: 'monitoring', labels: called('prometheus'), allowed: ['redis 9121'] },
  { name: 'stranger-elsewhere', namespace: 'monitoring', labels: called('stranger'), allowed: [] },
];

export const destinations: Destinations = { redis: { labels: redisSelector, ports: [6379, 16379, 9121] } };

/** In Node.js, because the image of Redis has no program that can try connections. */
const script = `
const { connect } = require('node:net');
const reaches = (target) => new Promise((resolve) => {
  const [host, port] = target.split(':');
  const socket = connect({ host, port: Number(port) });
  const end = (reached) => { socket.destroy(); resolve(reached); };
  socket.on('connect', () => end(true)).on('error', () => end(false)).setTimeout(2000, () => end(false));
});
const targets = process.argv[1].split(' ');
Promise.all(targets.map(reaches)).then((reached) => console.log(JSON.stringify(targets.filter((_, index) => reached[index]))));
`;

export const networkPolicy: Row = {
  name: 'redis-network-policy',
  title: 'NetworkPolicy matrix',
  causes: "pods with the application's and the scraper's labels and two strangers open TCP connections to every port of every pod",
  promise: { text: 'the application reaches port 6379 and the scraper port 9121; everything else, including the bus, is denied' },
  run: async ({ say }) => tryMatrix(sources, destinations, { ...nodeProgram(''), command: ['node', '-e', script] }, say),
};
