// A path that a script and a construct share is written in both. This test keeps them equal.
import { shopfds } from '../../charts/shopfds';
import { folders } from '../../constructs/kubernetes';
import type { Manifest } from '../../model';
import { templateOf } from '../../model';
import { manifests } from './fixture';

/** Paths that every container has. */
const everywhere = ['/bin/sh', '/dev/', '/proc/'];

interface Container {
  readonly volumeMounts?: readonly { readonly mountPath: string }[];
}
interface Template {
  readonly spec: { readonly containers: readonly Container[]; readonly volumes?: readonly { readonly configMap?: { readonly name: string } }[] };
}

/** ConfigMaps with scripts, each with the pods that mount it. */
const scripted = (all: readonly Manifest[]): [name: string, data: Readonly<Record<string, string>>, template: Template][] =>
  all.flatMap((maker) => {
    const template = templateOf(maker) as Template | undefined;
    return (template?.spec.volumes ?? []).flatMap(({ configMap }) => {
      const found = all.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === configMap?.name);
      return template && found ? [[found.metadata.name, found.data, template] as [string, Record<string, string>, Template]] : [];
    });
  });

/** Absolute paths in a script: words that begin with / after a blank, a quote, =, < or >. Patterns in awk and sed programs look similar. */
const pathsIn = (text: string): string[] =>
  [...text.replace(/\b(awk|sed)\b[^']*'[^']*'/g, '').matchAll(/(?<=^|[\s=<>]["']?)\/[a-z][-\w./]*/gm)].map(([path]) => path);

const cases = shopfds.environments.flatMap((environment) =>
  scripted(manifests(shopfds.build(environment))).map(([name, data, template]) => [environment, name, data, template] as const),
);

describe.each(cases)('%s: the scripts of %s', (_, __, data, template) => {
  const paths = Object.entries(data)
    .filter(([name]) => name.endsWith('.sh'))
    .flatMap(([, text]) => pathsIn(text));

  it('use only files of their component that exist', () => {
    const names = paths.filter((path) => path.startsWith(`${folders.files}/`)).map((path) => path.slice(folders.files.length + 1));
    expect(names.filter((name) => !(name in data))).toEqual([]);
  });

  it('use only paths that one of the containers mounts', () => {
    const mounts = template.spec.containers.flatMap(({ volumeMounts = [] }) => volumeMounts.map(({ mountPath }) => mountPath));
    const known = [...everywhere, ...mounts];
    expect(paths.filter((path) => !known.some((place) => path === place || path.startsWith(place.endsWith('/') ? place : `${place}/`)))).toEqual([]);
  });
});

it('there are scripts to check', () => {
  expect(cases.length).toBeGreaterThan(5);
});
