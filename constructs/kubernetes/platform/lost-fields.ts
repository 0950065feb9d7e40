/**
 * Paths of the fields that were given to an L1 construct but are not in its manifest. The L1 of Kubernetes 1.27 drops fields that it does not know,
 * and plain numbers in place of an IntOrString. The type checker detects this in literals only.
 *
 * @param given the object before the L1 renders it
 * @param rendered the manifest
 */
export function lostFields(given: unknown, rendered: unknown): readonly string[] {
  if (given === undefined || given === null) return none;
  if (typeof given !== 'object') return given === rendered ? none : here;
  if (Array.isArray(given))
    return given.flatMap((item, index) => below(`[${index}]`, lostFields(item, (rendered as unknown[] | undefined)?.[index])));
  if (isUnion(given) && (typeof rendered !== 'object' || rendered === null)) return given.value === rendered ? none : here;
  if (rendered === undefined) return here;
  const fields = rendered as Record<string, unknown>;
  return Object.entries(given).flatMap(([key, value]) =>
    below(key, lostFields(value, Object.hasOwn(fields, key) ? fields[key] : withOtherLetters(fields, key))),
  );
}

const none: readonly string[] = [];
const here: readonly string[] = [''];

const below = (key: string, paths: readonly string[]): readonly string[] =>
  paths.map((path) => (path === '' || path.startsWith('[') ? `${key}${path}` : `${key}.${path}`));

/** Ignores case, because the L1 writes clusterIp for clusterIP of the manifest. */
const withOtherLetters = (fields: Readonly<Record<string, unknown>>, key: string): unknown =>
  Object.entries(fields).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];

/** A Quantity or an IntOrString before it is rendered. */
const isUnion = (value: object): value is { value: unknown } => Object.keys(value).length === 1 && 'value' in value;
