// The ground floor: the parts from which components are built.

export type { App } from 'cdk8s';
export type { Alert, AlertCases } from './alerting/alert';
export { commands, commandsBelow } from './alerting/commands';
export { notMeasured } from './alerting/not-measured';
export { shareUsed } from './alerting/share-used';
export type { AvailabilitySlo, LatencySlo, Slo } from './alerting/slo';
export { type Target, targetOf } from './alerting/target';
export { volumeFilling } from './alerting/volume-filling';
export { cpuAutoscaler } from './application/cpu-autoscaler';
export { applicationParts } from './application/parts';
export { addScaledObject } from './application/scaled-object';
export { type ApplicationWiring, applicationCode, applicationEntries, applicationImage, command, pythonApplication } from './application/schema';
export { applicationWave, migrationWave } from './application/waves';
export { k8s, portOf, quantity } from './k8s';
export { componentName, PlatformChart, type PlatformChartProps } from './platform/chart';
export { customResources } from './platform/custom-resources';
export {
  type ClusterFacts,
  type Environment,
  type EnvironmentData,
  environmentSchema,
  type PodPeer,
  type Resources,
  type SecretSource,
} from './platform/environment';
export type { HelmChart } from './platform/helm-chart';
export { images as toolImages } from './platform/images';
export { NamespaceWithDefaultDeny } from './platform/namespace';
export { type Fields, withNewerFields } from './platform/newer-fields';
export { patch } from './platform/patch';
export type { PatchOperation } from './platform/patch-operation';
export { type ChartProps, definePlatform, type Platform, type PlatformDefinition, render } from './platform/platform';
export { type ApiAccess, apiAccess } from './pod/api-access';
export { certificates } from './pod/certificates';
export { type ComponentFiles, componentFiles, folders, runScript } from './pod/component-files';
export { type ConfigurationFile, fileOf } from './pod/configuration';
export { disruptionBudget } from './pod/disruption-budget';
export { type ExporterProps, exporterContainer } from './pod/exporter';
export { type Image, type ImageName, mirrored, reference } from './pod/images';
export { httpProbe, type PodProps, pod, preStop, preStopSleep, resourceRequirements, restricted, spread, startBeforeStop } from './pod/pod';
export { shipped } from './pod/shipped';
export { podsService, podsServiceName, type StoreProps, storeStatefulSet } from './pod/store';
export { dataClaimNames } from './pod/volumes';
export { read, requireValid } from './schema/check';
export { componentEntries, egressEntries, sidecars, storeEntries } from './schema/component';
export { condition, type JsonSchema, refused, unlike, where } from './schema/condition';
export { invalid } from './schema/errors';
export {
  addedAnnotations,
  catalogueImage,
  dnsDomain,
  image,
  ingressHost,
  name,
  port,
  printable,
  secretKey,
  subdomain,
} from './schema/fields';
export type { KnownAction, KnownSchema } from './schema/known';
export { mergedSettings, type ObjectSettings, type PodSettings } from './schema/pods';
export { memory, resources } from './schema/quantities';
export {
  type Amount,
  atLeast,
  atMost,
  bytesIn,
  type Condition,
  constant,
  differsFrom,
  includes,
  is,
  neededPaths,
  numberIn,
  type Places,
  type Rule,
  remedy,
  rule,
  sum,
  times,
  type Words,
  when,
  withRules,
} from './schema/rules';
export {
  agreeing,
  type Broken,
  type Data,
  described,
  type Filled,
  integer,
  list,
  map,
  must,
  object,
  oneOf,
  optional,
  type Schema,
  text,
  truth,
  unchecked,
  variant,
  word,
} from './schema/schema';
export { Component, type ComponentProps } from './workload/component';
export { type Connection, connect, type Endpoint, external, hostOf, kubernetesApi, type PodSet } from './workload/connections';
export { ContentJob, type ContentJobProps } from './workload/content-job';
export { type EnvironmentVariables, fieldRef, memoryLimit, secretRef, type Template } from './workload/environment-variables';
export { Given } from './workload/given';
export { ReleaseTest, type ReleaseTestProps } from './workload/release-test';
export { Route } from './workload/route';
export { type SecretKey, secret } from './workload/secrets';
export { type MetricsPort, Workload, type WorkloadProps } from './workload/workload';
