// The ground floor: what every component is made of.

export type { Alert, AlertCases } from './alerting/alert';
export type { AvailabilitySlo, LatencySlo, Slo } from './alerting/slo';
export { type Target, targetOf } from './alerting/target';
export { volumeFilling } from './alerting/volume-filling';
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
} from './checks/checks';
export { invalid } from './checks/errors';
export { k8s, portOf, quantity } from './k8s';
export { componentName, PlatformChart, type PlatformChartProps } from './platform/chart';
export type { ClusterFacts, Environment, Resources, SecretSource } from './platform/environment';
export { NamespaceWithDefaultDeny } from './platform/namespace';
export { type Fields, withNewerFields } from './platform/newer-fields';
export { type ChartProps, definePlatform, type Platform, type PlatformDefinition, render } from './platform/platform';
export { type ApiAccess, apiAccess } from './pod/api-access';
export { type ConfigurationFile, checksum, checksums, dataOf, fileOf } from './pod/configuration';
export { disruptionBudget } from './pod/disruption-budget';
export { type Image, images, reference } from './pod/images';
export { httpProbe, type PodProps, pod, preStop, preStopSleep, resourceRequirements, restricted, spread } from './pod/pod';
export { shipped } from './pod/shipped';
export { dataClaim, kept } from './pod/volumes';
export { type Connection, connect, type Endpoint, external, hostOf, kubernetesApi } from './workload/connections';
export { type EnvironmentVariables, fieldRef, secretRef, type Template } from './workload/environment-variables';
export { type SecretKey, secret } from './workload/secrets';
export { type MetricsPort, Workload, type WorkloadProps } from './workload/workload';
