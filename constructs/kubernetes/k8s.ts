// The only file that imports cdk8s-plus-27; all others write `import { k8s } from '.'`. It imports the L1 module only, because the package's
// index also loads the L2 constructs, which are not used here and take 40 ms.
import * as k8s from 'cdk8s-plus-27/lib/imports/k8s';

export { k8s };

/** A Kubernetes quantity such as '250m' or '2Gi', rendered as it is written. */
export const quantity = (value: string): k8s.Quantity => k8s.Quantity.fromString(value);

/** A port by number, or by its name in the container. */
export const portOf = (value: number | string): k8s.IntOrString =>
  typeof value === 'number' ? k8s.IntOrString.fromNumber(value) : k8s.IntOrString.fromString(value);
