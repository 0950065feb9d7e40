// Functions that policies share to read manifests of any kind.
import type { V1Container, V1PodSpec } from '@kubernetes/client-node';
import { type GivenObject, type Manifest, type Model, nameOf, templateOf } from '../model';

export type Labels = Readonly<Record<string, string>>;

export interface PodTemplate {
  readonly metadata?: { readonly labels?: Labels; readonly annotations?: Labels };
  readonly spec: V1PodSpec;
}

/** An object and its place, as violations name it. */
export interface Located {
  readonly manifest: Manifest;
  readonly namespace: string;
  readonly where: string;
  /** Fields that its L1 construct dropped. */
  readonly lost: readonly string[];
}

/** An object that creates pods. */
export interface Workload extends Located {
  readonly template: PodTemplate;
  /** Labels of its pods. */
  readonly labels: Labels;
  readonly containers: readonly LocatedContainer[];
}

export interface LocatedContainer {
  readonly container: V1Container;
  readonly where: string;
  /** It runs as long as the pod: a container, or an init container that always restarts (a sidecar). */
  readonly staysUp: boolean;
}

/** Every object of a model, or those of some kinds. */
export const objectsOf = (model: Model, ...kinds: readonly string[]): readonly Located[] =>
  kinds.length === 0 ? located(model) : located(model).filter(({ manifest }) => kinds.includes(manifest.kind));

const located = oncePerModel((model) =>
  model.files.flatMap((file) =>
    file.objects.map(({ manifest, lost }) => ({
      manifest,
      namespace: namespaceOf(manifest),
      where: `${model.platform}/${model.environment} ${file.name} ${nameOf(manifest)}`,
      lost,
    })),
  ),
);

/** Keeps the result, because most policies read the same objects of the same model. */
function oncePerModel<T>(read: (model: Model) => T): (model: Model) => T {
  const results = new WeakMap<Model, T>();
  return (model) => {
    const result = results.get(model) ?? read(model);
    results.set(model, result);
    return result;
  };
}

export const namespaceOf = (manifest: Manifest): string => manifest.metadata.namespace ?? 'default';

/** All objects that create pods: Deployments, StatefulSets, DaemonSets, Jobs, CronJobs, and bare Pods. */
export const workloadsOf: (model: Model) => readonly Workload[] = oncePerModel((model) =>
  located(model).flatMap((object) => {
    const template = podTemplateOf(object.manifest);
    return template ? [{ ...object, template, labels: template.metadata?.labels ?? {}, containers: containersOf(object, template) }] : [];
  }),
);

function podTemplateOf(manifest: Manifest): PodTemplate | undefined {
  if (manifest.kind === 'Pod') return { metadata: manifest.metadata, spec: manifest.spec };
  return templateOf(manifest) as PodTemplate | undefined;
}

function containersOf({ where }: Located, { spec }: PodTemplate): LocatedContainer[] {
  const located = (container: V1Container, staysUp: boolean) => ({ container, staysUp, where: `${where} container ${container.name}` });
  return [
    ...(spec.initContainers ?? []).map((container) => located(container, container.restartPolicy === 'Always')),
    ...spec.containers.map((container) => located(container, true)),
  ];
}

/** Labels that a pod gets at run time: Patroni sets the role, the StatefulSet controller the pod's name. */
export const runTimeLabels = ['role', 'statefulset.kubernetes.io/pod-name'];

/** Whether a selector selects pods with these labels; it ignores run-time labels. */
export const selects = (selector: Labels, labels: Labels): boolean =>
  Object.entries(selector).every(([key, value]) => runTimeLabels.includes(key) || labels[key] === value);

/** The workloads of a namespace whose pods a selector selects. */
export const selectedBy = (workloads: readonly Workload[], namespace: string, selector: Labels): Workload[] =>
  workloads.filter((workload) => workload.namespace === namespace && selects(selector, workload.labels));

/** Whether the environment states that somebody else creates the object. */
export const isGiven = ({ given }: Model, kind: GivenObject['kind'], namespace: string, name: string): boolean =>
  given.some((object) => object.kind === kind && object.namespace === namespace && object.name === name);
