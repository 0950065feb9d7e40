import type { k8s } from '../k8s';
import type { Resources } from '../platform/environment';
import { certificates } from '../pod/certificates';
import { type PodProps, resourceRequirements, restricted } from '../pod/pod';
import type { EnvironmentVariables } from '../workload/environment-variables';
import type { Workload } from '../workload/workload';

export interface ApplicationParts {
  readonly image: string;
  /** @default the image's own command */
  readonly command?: readonly string[] | undefined;
  readonly resources: Resources;
  readonly variables?: EnvironmentVariables | undefined;
  readonly schemaCheck?: readonly string[] | undefined;
  readonly uid: number;
}

/** The part of a pod that every application has; a component adds ports, probes and hooks to its container. */
export function applicationParts(
  workload: Workload,
  name: string,
  props: ApplicationParts,
): Pick<PodProps, 'workload' | 'uid' | 'gid' | 'initContainers' | 'volumes'> & { readonly container: k8s.Container } {
  const trusted = certificates(workload.podSettings);
  const container: k8s.Container = {
    name,
    image: props.image,
    command: props.command ? [...props.command] : undefined,
    env: [...trusted.env, ...workload.variables(props.variables)],
    resources: resourceRequirements(props.resources),
    securityContext: restricted(),
    volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }, ...trusted.volumeMounts],
  };
  return {
    workload,
    uid: props.uid,
    gid: props.uid,
    container,
    // The same image, so that it knows which schema it needs; without that schema, the old pods go on.
    initContainers: props.schemaCheck ? [{ ...container, name: 'schema', command: [...props.schemaCheck] }] : undefined,
    volumes: [{ name: 'tmp', emptyDir: {} }, ...trusted.volumes],
  };
}
