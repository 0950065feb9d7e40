import type { PodSet } from '../workload/connections';

/**
 * What an alert is about: one component in one namespace. Expressions take their label matchers from here, so that they select no series of other
 * components; test cases take the labels of their input series from here.
 */
export interface Target {
  readonly namespace: string;
  /** Name of the component and of its StatefulSet or Deployment. */
  readonly name: string;
  /** Matchers for metrics of the component's own ports: `{namespace="shop",job="shop/db"}`. */
  own(...more: readonly string[]): string;
  /** Matchers for metrics of kube-state-metrics and cAdvisor about the pods of its StatefulSet. */
  pods(...more: readonly string[]): string;
  /** Matchers for metrics of kubelets about its data volumes. */
  volumes(...more: readonly string[]): string;
  /** Labels of a series from the pod with this ordinal. */
  ownOf(ordinal: number, ...more: readonly string[]): string;
  /** Labels of an alert about such a series. */
  labelsOf(ordinal: number): Readonly<Record<string, string>>;
  /** Labels of a series from kube-state-metrics or cAdvisor about that pod. */
  podOf(ordinal: number, ...more: readonly string[]): string;
  /** Labels of a series from a kubelet about that pod's data volume. */
  volumeOf(ordinal: number, ...more: readonly string[]): string;
}

export function targetOf({ namespace, instance: name }: Pick<PodSet, 'namespace' | 'instance'>): Target {
  const labels = (...own: readonly string[]) => `{${[`namespace="${namespace}"`, ...own].join(',')}}`;
  const job = `job="${namespace}/${name}"`; // the operator's name for the targets of a PodMonitor
  return {
    namespace,
    name,
    own: (...more) => labels(job, ...more),
    pods: (...more) => labels(`pod=~"${name}-[0-9]+"`, ...more),
    volumes: (...more) => labels(`persistentvolumeclaim=~"data-${name}-[0-9]+"`, ...more),
    ownOf: (ordinal, ...more) => labels(job, `pod="${name}-${ordinal}"`, ...more),
    labelsOf: (ordinal) => ({ job: `${namespace}/${name}`, pod: `${name}-${ordinal}` }),
    podOf: (ordinal, ...more) => labels('job="kube-state-metrics"', `pod="${name}-${ordinal}"`, ...more),
    volumeOf: (ordinal, ...more) => labels('job="kubelet"', `persistentvolumeclaim="data-${name}-${ordinal}"`, ...more),
  };
}
