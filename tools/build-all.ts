interface Buildable<M> {
  readonly name: string;
  readonly environments: readonly string[];
  build(environment: string): M;
}

export interface Built<M> {
  readonly models: readonly M[];
  /** Why other environments were not built: messages that begin with `<platform>/<environment>`. */
  readonly errors: readonly string[];
}

/** Builds every environment of every platform. It continues after an error, because several environments may have the same fault. */
export function buildAll<M>(platforms: readonly Buildable<M>[]): Built<M> {
  const models: M[] = [];
  const errors: string[] = [];
  for (const platform of platforms) {
    for (const environment of platform.environments) {
      try {
        models.push(platform.build(environment));
      } catch (error) {
        errors.push(...faultsOf(`${platform.name}/${environment}: `, error instanceof Error ? error.message : String(error)));
      }
    }
  }
  return { models, errors };
}

/** Splits an error into its faults. Each fault begins a line with platform and environment; other lines belong to the fault before them. */
function faultsOf(start: string, message: string): string[] {
  const faults: string[] = [];
  for (const line of message.split('\n')) {
    if (line.startsWith(start) || faults.length === 0) faults.push(line);
    else faults.push(`${faults.pop()}\n${line}`);
  }
  return faults;
}
