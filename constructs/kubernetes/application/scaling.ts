/** Scaling by KEDA, for one workload. */
export interface Scaling {
  readonly minimum: number;
  readonly maximum: number;
  /** @default not by CPU */
  readonly cpuPercent?: number | undefined;
  /** PromQL for the load of all pods, and how much of it one pod takes. */
  readonly load: { readonly query: string; readonly perPod: number };
}
