import type { Manifest } from '../../model';
import type { ProvenComponent } from '../proven-component';
import type { Release } from './release';

/** A platform with a chart, in helm/<platform>. */
export interface Packaged {
  readonly platform: string;
  /** The environment whose values the chart has. */
  readonly environment: string;
  /** An environment that runs on a bare cluster. */
  readonly bare: string;
  /** Name of the release, and of its namespace. */
  readonly release: string;
  /** Paths of values that upgrades change. */
  readonly upgrades: {
    /** Numbers of pods that are no store's. */
    readonly replicas: readonly string[];
    /** Tags of the stores' images. */
    readonly tags: readonly string[];
    /** Memory limits of the stores. */
    readonly memory: readonly string[];
  };
  /** The stores in the manifests. @param manifests default to those of dist */
  stores(manifests?: () => readonly Manifest[]): readonly ProvenComponent[];
}

export const chartFolder = ({ platform }: Pick<Packaged, 'platform'>): string => `helm/${platform}`;

/** The values of an environment, in the chart's folder. */
export const valuesFile = (environment: string): string => `values-${environment}.yaml`;

/** The release under proof, and the one beside it. */
export const firstOf = (packaged: Packaged, root: string): Release => ({
  name: packaged.release,
  namespace: packaged.release,
  chart: `${root}/${chartFolder(packaged)}`,
});

export const secondOf = (packaged: Packaged, root: string): Release => {
  const name = `${packaged.release}-second`;
  return { ...firstOf(packaged, root), name, namespace: name };
};
