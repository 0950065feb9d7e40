// Records the metrics of an exporter for the policy alert-metrics: `scrape.ts EXPORTER VERSION` reads one scrape (or several, from pods in
// different roles) from standard input, and prints the file for constructs/<component>/metrics.
import { readFileSync } from 'node:fs';
import { metricNames } from './metric-names';

const [exporter, version] = process.argv.slice(2);
const metrics = metricNames(readFileSync(0, 'utf8'));
if (exporter && version && metrics.length > 0) {
  console.log(JSON.stringify({ exporter, version, recorded: new Date().toISOString().slice(0, 10), metrics }, null, 2));
} else {
  console.error('usage: curl -s localhost:9187/metrics | make --silent scrape EXPORTER=postgres_exporter VERSION=0.17.1');
  process.exitCode = 1;
}
