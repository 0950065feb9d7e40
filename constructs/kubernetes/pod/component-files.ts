import type { Construct } from 'constructs';
import { k8s } from '../k8s';
import { below } from '../platform/json-pointer';
import { refusePatches } from '../platform/patchable';
import type { Workload } from '../workload/workload';
import { type ConfigurationFile, checksums, dataOf } from './configuration';

/** Mount paths of a component's files and Secrets. Scripts use the same paths: test/constructs/script-paths.test.ts. */
export const folders = { files: '/etc/ballast', secrets: '/etc/ballast-secrets' } as const;

/** The files of a component, as parts of its pods. */
export interface ComponentFiles {
  readonly volume: k8s.Volume;
  readonly mount: k8s.VolumeMount;
  /** Annotations of the pod template: a change of a `restart` file rolls the pods. */
  readonly annotations: Readonly<Record<string, string>>;
}

/** Creates the ConfigMap of a component's files. */
export function componentFiles(scope: Construct, workload: Workload, files: readonly ConfigurationFile[]): ComponentFiles {
  const configMap = new k8s.KubeConfigMap(scope, 'ConfigMap', { metadata: workload.metadata, data: dataOf(files) });
  const reason = "is covered by a hash that is taken before the patch, so that no pod would restart; change the component's file";
  for (const { name, onChange } of files) if (onChange === 'restart') refusePatches(configMap, { path: below('/data', name), reason });
  return {
    volume: { name: 'files', configMap: { name: workload.instance } },
    mount: { name: 'files', mountPath: folders.files, readOnly: true },
    annotations: checksums(files),
  };
}

/** Command that runs a script of the component. */
export const runScript = (name: string, ...args: readonly string[]): string[] => ['/bin/sh', `${folders.files}/${name}`, ...args];
