import { Construct } from 'constructs';
import type { GivenObject } from '../../../model';
import { PlatformChart } from '../platform/chart';

/** States that an object in the namespace of its scope must exist beforehand, for objects that belong to no workload. */
export class Given extends Construct {
  readonly object: GivenObject;

  constructor(scope: Construct, id: string, object: Omit<GivenObject, 'namespace'>) {
    super(scope, id);
    this.object = { ...object, namespace: PlatformChart.namespaceOf(this) };
  }
}
