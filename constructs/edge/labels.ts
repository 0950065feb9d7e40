import type { Construct } from 'constructs';
import { componentName, PlatformChart } from '../kubernetes';

/** Labels of the edge's objects that belong to no pods. */
export const labelsOf = (edge: Construct): Record<string, string> => ({
  ...PlatformChart.containing(edge).labels,
  'app.kubernetes.io/name': 'edge',
  'app.kubernetes.io/instance': componentName(edge),
  'app.kubernetes.io/component': 'edge',
});

/** Metadata of a custom resource, which is in a chart without a namespace. */
export const metadataOf = (edge: Construct, suffix?: string) => ({
  name: suffix ? `${componentName(edge)}-${suffix}` : componentName(edge),
  namespace: PlatformChart.namespaceOf(edge),
  labels: labelsOf(edge),
});

/** The annotations of the environment, if there are any. */
export const withAnnotations = <T extends object>(metadata: T, annotations: Readonly<Record<string, string>> | undefined) => ({
  ...metadata,
  ...(annotations ? { annotations: { ...annotations } } : {}),
});
