/** Names of the metrics in scrapes in the text format of Prometheus, unique and sorted. */
export const metricNames = (text: string): string[] =>
  [...new Set([...text.matchAll(/^[a-zA-Z_:][a-zA-Z0-9_:]*(?=[{ ])/gm)].map(([name]) => name))].sort();
