/**
 * Messages about environments, which begin with `<platform>/<environment>`: those that are otherwise equal become one that names all of them, such as
 * `shopfds/dev, staging: ...`. The order is that of their first appearance.
 */
export function merged(messages: readonly string[]): string[] {
  const environmentsOf = new Map<string, Set<string>>();
  for (const message of messages) {
    const { platform, environment, rest } = partsOf(message);
    const key = JSON.stringify([platform, rest]);
    environmentsOf.set(key, (environmentsOf.get(key) ?? new Set()).add(environment));
  }
  return [...environmentsOf].map(([key, environments]) => {
    const [platform, rest] = JSON.parse(key) as [string, string];
    return `${platform}${[...environments].join(', ')}${rest}`;
  });
}

/** What does not begin so is all `rest`: it is equal to the same text alone. */
function partsOf(message: string): { platform: string; environment: string; rest: string } {
  const [, platform = '', environment = '', rest = message] = /^([-a-z0-9]+\/)([-a-z0-9]+)([: ][\s\S]*)$/.exec(message) ?? [];
  return { platform, environment, rest };
}
