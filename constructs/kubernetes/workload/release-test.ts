import { Construct } from 'constructs';
import { k8s } from '../k8s';
import { componentFiles } from '../pod/component-files';
import type { ConfigurationFile } from '../pod/configuration';
import type { Image } from '../pod/images';
import { pod, resourceRequirements, restricted } from '../pod/pod';
import { Workload, type WorkloadProps } from './workload';

export interface ReleaseTestProps extends Pick<WorkloadProps, 'name' | 'component' | 'connections' | 'settings'> {
  /** Its command, which ends with 0 if the test passes. It repeats what fails: the rules that admit its pod need a moment, and a failover some seconds. */
  readonly command: readonly string[];
  /** Files that the command reads. @default none */
  readonly files?: readonly ConfigurationFile[];
  readonly image: string;
  /** Memory request and limit. @default 64Mi */
  readonly memory?: string;
  /** User and group of the process. */
  readonly user: Pick<Image, 'uid' | 'gid'>;
  /** Helm runs tests in the order of their weights, and stops after the first failure. @default 0 */
  readonly weight?: number;
}

/** What Helm does with an object of a test. */
const hook = (weight: number, deletion: string) => ({
  'helm.sh/hook': 'test',
  'helm.sh/hook-delete-policy': deletion,
  'helm.sh/hook-weight': String(weight),
});

/** Files and NetworkPolicies are created before all Pods, and deleted when all tests have passed. */
const beforePods = hook(-1, 'before-hook-creation,hook-succeeded');

/** A Pod stays until the next test, because `helm test --logs` reads its log after the end. */
const podHook = (weight: number) => hook(weight, 'before-hook-creation');

/** Includes the time to pull the image. Below 5 minutes, Helm's time limit for a test, so that the failure is the Pod's. */
const limitSeconds = 240;

/** A Pod that `helm test` runs, and the NetworkPolicies with which it reaches its peers. Only Helm charts contain it. */
export class ReleaseTest extends Construct {
  constructor(scope: Construct, id: string, { command, files = [], image, memory = '64Mi', user, weight = 0, ...props }: ReleaseTestProps) {
    super(scope, id);
    const workload = new Workload(this, { ...props, hook: beforePods });
    const mounted = files.length > 0 ? [componentFiles(this, workload, files)] : [];
    const { metadata, spec } = pod({
      workload,
      uid: user.uid,
      gid: user.gid,
      restartPolicy: 'Never',
      terminationGracePeriodSeconds: 5,
      containers: [
        {
          name: 'test',
          image,
          command: [...command],
          env: workload.variables(),
          resources: resourceRequirements({ cpu: '10m', memory }),
          securityContext: restricted(),
          volumeMounts: [...mounted.map(({ mount }) => mount), { name: 'tmp', mountPath: '/tmp' }],
        },
      ],
      volumes: [...mounted.map(({ volume }) => volume), { name: 'tmp', emptyDir: {} }],
    });
    new k8s.KubePod(this, 'Pod', {
      metadata: { ...metadata, annotations: { ...metadata?.annotations, ...podHook(weight) } },
      spec: spec && { ...spec, activeDeadlineSeconds: limitSeconds },
    });
  }
}
