import { App } from 'cdk8s';
import { Construct } from 'constructs';
import { k8s } from '../k8s';
import { componentName, PlatformChart } from '../platform/chart';
import type { Resources } from '../platform/environment';
import { nameInPatches, refusePatches } from '../platform/patchable';
import { apiAccess } from '../pod/api-access';
import { componentFiles, runScript } from '../pod/component-files';
import { type ConfigurationFile, canonicalJson, checksum, dataOf } from '../pod/configuration';
import type { Image } from '../pod/images';
import { pod, resourceRequirements, restricted } from '../pod/pod';
import { isUnchecked, leaveUnchecked } from '../schema/check';
import type { PodSet } from './connections';
import type { EnvironmentVariables } from './environment-variables';
import { Workload, type WorkloadProps } from './workload';

export interface ContentJobProps extends Pick<WorkloadProps, 'name' | 'component' | 'connections' | 'settings'> {
  /** Its files; without a command, it runs the first one with the arguments. @default none */
  readonly files?: readonly ConfigurationFile[];
  readonly args?: readonly string[];
  /** A command of its image. @default its first file */
  readonly command?: readonly string[];
  /** Annotations of the Job. @default none */
  readonly annotations?: Readonly<Record<string, string>>;
  readonly image: string;
  /** User and group of the process. */
  readonly user: Pick<Image, 'uid' | 'gid'>;
  readonly resources: Resources;
  /** Number of retries. */
  readonly retries: number;
  /** Further content, in addition to files, arguments and image: a change of it leads to another run. @default none */
  readonly content?: unknown;
  /** Variables in addition to those of its connections. @default none */
  readonly variables?: (self: PodSet) => EnvironmentVariables;
  /** Its permissions in the Kubernetes API; it must also connect to the API. @default none */
  readonly rules?: (workload: Workload) => k8s.PolicyRule[];
}

/** A Job that runs a script once for each content. Its id contains a hash of the content, because a Job runs once and is immutable. */
export class ContentJob extends Construct {
  /** The text whose hash is in the name. */
  readonly content: string;

  /** @param id first part of the name `<id>-<hash of the content>` */
  constructor(scope: Construct, id: string, props: ContentJobProps) {
    const content = contentOf(scope, id, props);
    super(scope, `${id}-${checksum(content).slice(0, 8)}`);
    this.content = content;
    nameInPatches(this, id);
    const { workload, template } = partsIn(this, id, props);
    const { annotations } = props;
    const metadata = { labels: workload.labels, ...(annotations ? { annotations: { ...annotations } } : {}) };
    const job = new k8s.KubeJob(this, 'Job', { metadata, spec: { backoffLimit: props.retries, template } });
    const reason = 'has a hash of its content in its name, taken before the patch: a live Job with the same name would refuse the change';
    refusePatches(job, { path: '', reason });
  }
}

/**
 * The pod template, which is made for this in a chart of its own, the files, and the further content. The API server refuses a Job with the same
 * name and a changed pod template, whatever changed it: the props, the environment or this floor.
 */
function contentOf(scope: Construct, id: string, props: ContentJobProps): string {
  const { platform, environmentName, environment, namespace } = PlatformChart.containing(scope);
  const app = new App({ recordConstructMetadata: false });
  if (isUnchecked(scope)) leaveUnchecked(app);
  const elsewhere = new PlatformChart(app, 'content', { platform, environmentName, environment, namespace });
  const { template } = partsIn(new Construct(elsewhere, [componentName(scope), id].filter(Boolean).join('-')), id, props);
  return canonicalJson({ template: k8s.toJson_PodTemplateSpec(template), files: dataOf(props.files ?? []), content: props.content });
}

function partsIn(scope: Construct, id: string, props: ContentJobProps): { readonly workload: Workload; readonly template: k8s.PodTemplateSpec } {
  const { files = [], args = [] } = props;
  const command = props.command ?? runFirst(scope, files, args);
  const workload = new Workload(scope, props);
  const access = props.rules ? apiAccess(scope, workload, props.rules(workload)) : undefined;
  const mounted = files.length > 0 ? [componentFiles(scope, workload, files)] : [];
  const template = pod({
    workload,
    uid: props.user.uid,
    gid: props.user.gid,
    restartPolicy: 'OnFailure',
    terminationGracePeriodSeconds: 5,
    serviceAccountName: access?.serviceAccountName,
    containers: [
      {
        name: id,
        image: props.image,
        command: [...command],
        env: workload.variables(props.variables?.(workload)),
        resources: resourceRequirements(props.resources),
        securityContext: restricted(),
        volumeMounts: [...(access ? [access.mount] : []), ...mounted.map(({ mount }) => mount), { name: 'tmp', mountPath: '/tmp' }],
      },
    ],
    volumes: [...(access ? [access.volume] : []), ...mounted.map(({ volume }) => volume), { name: 'tmp', emptyDir: {} }],
  });
  return { workload, template };
}

function runFirst(scope: Construct, [script]: readonly ConfigurationFile[], args: readonly string[]): string[] {
  if (!script) throw new Error(`${scope.node.path}: a ContentJob needs a command or a file that it runs`);
  return runScript(script.name, ...args);
}
