/** Names of the metrics in scrapes, in the text format of Prometheus: each once, in order. */
export const metricNames = (text: string): string[] =>
  [...new Set([...text.matchAll(/^[a-zA-Z_:][a-zA-Z0-9_:]*(?=[{ ])/gm)].map(([name]) => name))].sort();
