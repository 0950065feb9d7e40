// A rendered platform as plain data, for all code that reads manifests (policies, proof, tools, tests).
export { bitsOf, isWide, notPublic, notPublicIpv6, rangeOf, widest } from './addresses';
export {
  type AlertCaseRecord,
  type AlertRecord,
  alertRule,
  type ComponentAlerts,
  type ExpectedAlert,
  type PrometheusRuleEntry,
  type RecordedScrape,
  type RecordingRecord,
  type Runbook,
  rulesOf,
  type Severity,
} from './alerts';
export { pins, tagPatterns } from './image-tag';
export { helmFlags, oldestKubernetes } from './kubernetes-version';
export {
  type ComponentRecord,
  type ConnectionRecord,
  environmentLabel,
  type GivenObject,
  hostPathsAnnotation,
  type Manifest,
  type ManifestFile,
  type ManifestMetadata,
  type Model,
  nameOf,
  type Rendered,
  type SecretRecord,
} from './manifest';
export { merged } from './merged';
export { pathText } from './path';
export { isMap, over, type PlainMap, valueAt } from './plain-maps';
export { bytesOf, byteUnits, millicoresOf } from './quantity';
export { secretsOf, templateOf } from './secret-table';
export { printYaml, yamlOf } from './yaml';
