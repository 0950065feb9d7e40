// The ground floor: what every component is made of.
export { type ApiAccess, apiAccess } from './api-access';
export { componentName, PlatformChart, type PlatformChartProps } from './chart';
export {
  requireBytes,
  requireCpu,
  requireDomain,
  requireHost,
  requireImage,
  requireInteger,
  requireName,
  requireOneOf,
  requireSecretKey,
  requireTag,
} from './checks';
export { type ConfigurationFile, checksum, checksums, dataOf, fileOf } from './configuration';
export { type Connection, connect, type Endpoint, external, hostOf, kubernetesApi } from './connections';
export { disruptionBudget } from './disruption-budget';
export type { ClusterFacts, Environment, Resources, SecretSource } from './environment';
export type { EnvironmentVariables, Template } from './environment-variables';
export { invalid } from './errors';
export { type Image, images, reference } from './images';
export { k8s, portOf, quantity } from './k8s';
export { bytesOf } from './manifest';
export { NamespaceWithDefaultDeny } from './namespace';
export { type ChartProps, definePlatform, type Platform, type PlatformDefinition, render } from './platform';
export { fieldRef, httpProbe, type PodProps, pod, preStop, resourceRequirements, restricted, secretRef, spread } from './pod';
export { type SecretKey, secret } from './secrets';
export { dataClaim, kept } from './volumes';
export { type MetricsPort, Workload, type WorkloadProps } from './workload';
