// The files of a platform's chart.
import { type HelmChart, type Platform, read } from '../../constructs/kubernetes';
import { printYaml } from '../../model';
import type { Files } from '../write';
import { chartYaml, helmIgnore } from './chart-yaml';
import { checksOf } from './checks';
import type { Projection } from './projection/project';
import { readmeOf } from './readme';
import { templatesOf } from './templates';
import { documented, overriding, valuesOf, withOthers } from './values';
import { valuesSchema } from './values-schema';

/** @param version of the chart: that of the repository, because all charts come from one commit */
export function chartOf(platform: Platform, helm: HelmChart, projection: Projection, version: string): Files {
  const values = (environment: string) =>
    withOthers(projection.shape, valuesOf(read(platform.schema, platform.data(environment)).filled, Object.keys(helm.leftOut)));
  const usual = values(helm.usual);
  const others = platform.environments.filter((name) => name !== helm.usual);
  return {
    'Chart.yaml': chartYaml(platform.name, { description: helm.description, version }),
    '.helmignore': helmIgnore,
    'README.md': readmeOf(platform, helm, projection, usual),
    'values.yaml': documented(projection.shape, projection.shaping, usual),
    ...Object.fromEntries(others.map((name) => [`values-${name}.yaml`, printYaml(overriding(projection.shape, usual, values(name)))])),
    'values.schema.json': `${JSON.stringify(valuesSchema(platform, helm, projection.shaping), null, 2)}\n`,
    ...templatesOf(platform.name, projection),
    'templates/checks.yaml': checksOf(platform, helm),
  };
}
