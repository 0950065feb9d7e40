/** Argo CD with a git repository, as the adapter of a cluster provides them. */
export interface Gitops {
  /** URL of the repository, as Argo CD reaches it. */
  readonly repository: string;
  /** Starts Argo CD if it does not run, and installs the definitions of the operators. */
  start(): Promise<void>;
  /** Makes a folder's contents the next commit on main. @returns the commit */
  publish(folder: string): Promise<string>;
}
