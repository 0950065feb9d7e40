// Chart.yaml and .helmignore.
import { oldestKubernetes, printYaml } from '../../model';

/** What a chart says about itself. */
interface ChartAbout {
  /** The platform in one sentence. */
  readonly description: string;
  /** By SemVer. All charts have the version of the repository, because they come from the same commit. */
  readonly version: string;
}

/** The end permits pre-releases, which providers have as versions. */
export const kubeVersion = `>=${oldestKubernetes}-0`;

/** Without appVersion: a platform has several applications, and the values have the version of each. */
export const chartYaml = (name: string, { description, version }: ChartAbout): string =>
  printYaml({ apiVersion: 'v2', name, description, type: 'application', version, kubeVersion });

export const helmIgnore = `# What editors, merges and \`helm package\` leave.
*.orig
*.rej
*.swp
*.tgz
*~
.DS_Store
`;
