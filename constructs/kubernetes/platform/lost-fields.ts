/**
 * Paths of the fields that were given to an L1 construct and did not reach its manifest. The L1 of Kubernetes 1.27 drops what it does not
 * know, newer fields and plain numbers in place of an IntOrString alike, and the type checker sees that in literals only.
 *
 * @param given the object before the L1's own rendering
 * @param rendered the manifest
 */
export function lostFields(given: unknown, rendered: unknown, path = ''): string[] {
  if (given === undefined || given === null) return [];
  if (Array.isArray(given))
    return given.flatMap((item, index) => lostFields(item, (rendered as unknown[] | undefined)?.[index], `${path}[${index}]`));
  if (typeof given !== 'object') return given === rendered ? [] : [path];
  if (isUnion(given) && (typeof rendered !== 'object' || rendered === null)) return given.value === rendered ? [] : [path];
  if (rendered === undefined) return [path];
  const fields = rendered as Record<string, unknown>;
  return Object.entries(given).flatMap(([key, value]) =>
    lostFields(value, Object.hasOwn(fields, key) ? fields[key] : withOtherLetters(fields, key), path ? `${path}.${key}` : key),
  );
}

/** The L1 writes clusterIp where the manifest has clusterIP, so the case of letters does not count. */
const withOtherLetters = (fields: Readonly<Record<string, unknown>>, key: string): unknown =>
  Object.entries(fields).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];

/** What is left of a Quantity or an IntOrString at that point. */
const isUnion = (value: object): value is { value: unknown } => Object.keys(value).length === 1 && 'value' in value;
