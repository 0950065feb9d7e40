export interface Script {
  readonly path: string;
  readonly folder: string;
  readonly text: string;
}

/** Scripts that shellcheck can check together. */
export interface Batch {
  readonly folder: string;
  readonly shell: 'sh' | 'bash';
  readonly files: readonly string[];
}

/** One batch for each folder and shell, in the order of their paths. */
export function batches(scripts: readonly Script[]): Batch[] {
  const found = new Map<string, { folder: string; shell: 'sh' | 'bash'; files: string[] }>();
  for (const { path, folder, text } of [...scripts].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    const shell = shellOf(text);
    const batch = found.get(`${folder} ${shell}`) ?? { folder, shell, files: [] };
    found.set(`${folder} ${shell}`, batch);
    batch.files.push(path);
  }
  return [...found.values()];
}

/** POSIX sh unless the first line names bash: images may have no bash, and sourced files have no such line. */
const shellOf = (text: string): Batch['shell'] => (/^#!.*\bbash\b/.test(text) ? 'bash' : 'sh');
