/** How a platform becomes a Helm chart. Its values are the data of an environment. */
export interface HelmChart {
  /** The platform in one sentence. */
  readonly description: string;
  /** The environment whose data are the values if a user gives none. */
  readonly usual: string;
  /** Data that are not among the values, by path, each with the reason and what to do instead. */
  readonly leftOut: Readonly<Record<string, string>>;
}
