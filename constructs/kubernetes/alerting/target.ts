import type { PodSet } from '../workload/connections';

/**
 * What an alert is about: one component in one namespace. An expression takes its label matchers from here, so that it sees no other component's
 * series; a case takes from here the labels of its input series.
 */
export interface Target {
  readonly namespace: string;
  /** Name of the component and of its StatefulSet or Deployment. */
  readonly name: string;
  /** Matchers for what the component's own metrics ports give: `{namespace="shop",job="shop/db"}`. */
  own(...more: readonly string[]): string;
  /** Matchers for what kube-state-metrics and cAdvisor give of the pods of its StatefulSet. */
  pods(...more: readonly string[]): string;
  /** Matchers for what kubelets give of its data volumes. */
  volumes(...more: readonly string[]): string;
  /** Labels of a series that the pod of this ordinal gives. */
  ownOf(ordinal: number, ...more: readonly string[]): string;
  /** Labels of a series that kube-state-metrics or cAdvisor gives of that pod. */
  podOf(ordinal: number, ...more: readonly string[]): string;
  /** Labels of a series that a kubelet gives of that pod's data volume. */
  volumeOf(ordinal: number, ...more: readonly string[]): string;
}

export function targetOf({ namespace, instance: name }: Pick<PodSet, 'namespace' | 'instance'>): Target {
  const labels = (...own: readonly string[]) => `{${[`namespace="${namespace}"`, ...own].join(',')}}`;
  const job = `job="${namespace}/${name}"`; // as the Prometheus operator names what a PodMonitor selects
  return {
    namespace,
    name,
    own: (...more) => labels(job, ...more),
    pods: (...more) => labels(`pod=~"${name}-[0-9]+"`, ...more),
    volumes: (...more) => labels(`persistentvolumeclaim=~"data-${name}-[0-9]+"`, ...more),
    ownOf: (ordinal, ...more) => labels(job, `pod="${name}-${ordinal}"`, ...more),
    podOf: (ordinal, ...more) => labels('job="kube-state-metrics"', `pod="${name}-${ordinal}"`, ...more),
    volumeOf: (ordinal, ...more) => labels('job="kubelet"', `persistentvolumeclaim="data-${name}-${ordinal}"`, ...more),
  };
}
