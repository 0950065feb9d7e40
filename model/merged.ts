/**
 * Merges messages that begin with `<platform>/<environment>` and are otherwise equal into one that names all environments, such as
 * `shopfds/dev, staging: ...`. The order is that of first appearance.
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

/** A message that begins differently is only `rest`; it equals only the same text. */
function partsOf(message: string): { platform: string; environment: string; rest: string } {
  const [, platform = '', environment = '', rest = message] = /^([-a-z0-9]+\/)([-a-z0-9]+)([: ][\s\S]*)$/.exec(message) ?? [];
  return { platform, environment, rest };
}
