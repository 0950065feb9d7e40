import { namespaceOf, objectsOf } from './manifests';
import { definePolicy } from './policy';

interface Rule {
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly verbs?: readonly string[];
}

/** Patroni's state, for example, is in ConfigMaps named <id>-config, <id>-leader, <id>-sync and <id>-failover, which Patroni creates. */
export const writtenByPods = definePolicy(
  'written-by-pods',
  'If a pod keeps its state in a ConfigMap that the manifests contain too, each sync overwrites the state, and the pod overwrites the configuration.',
  (model) => {
    const objects = objectsOf(model);
    const rendered = new Map(
      objects
        .filter(({ manifest }) => manifest.kind === 'ConfigMap')
        .map(({ manifest, where }) => [`${namespaceOf(manifest)}/${manifest.metadata.name}`, where]),
    );
    return objects
      .filter(({ manifest }) => manifest.kind === 'Role')
      .flatMap(({ manifest, where }) =>
        writable(manifest.rules ?? []).flatMap((name) => {
          const other = rendered.get(`${namespaceOf(manifest)}/${name}`);
          return other
            ? [{ where, message: `its pods write ConfigMap ${name}, which is also ${other}`, fix: 'give one of the components another id' }]
            : [];
        }),
      );
  },
);

const writable = (rules: readonly Rule[]): string[] =>
  rules
    .filter(({ resources, verbs }) => resources?.includes('configmaps') && verbs?.some((verb) => ['patch', 'update'].includes(verb)))
    .flatMap(({ resourceNames }) => resourceNames ?? []);
