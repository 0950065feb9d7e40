import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { chartYaml, kubeVersion } from '../../../tools/helm/chart-yaml';

const chart = parse(chartYaml('shop', { description: 'Sells: "things" # and more.', version: '1.2.3' }));

describe('Chart.yaml', () => {
  it('says what the chart is', () => {
    expect(chart).toEqual({
      apiVersion: 'v2',
      name: 'shop',
      description: 'Sells: "things" # and more.',
      type: 'application',
      version: '1.2.3',
      kubeVersion,
    });
  });

  it('requires the version of Kubernetes that the README names', () => {
    const [, named] = /It needs Kubernetes ([0-9.]+) or newer/.exec(readFileSync('README.md', 'utf8')) ?? [];
    expect(kubeVersion).toBe(`>=${named}.0-0`);
  });
});
