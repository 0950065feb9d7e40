// What templates need to know of the values at each path.
import type { Shape } from './projection/shape';

export interface Facts {
  /** Whether the value may be missing. */
  isOptional(path: string): boolean;
  /** Whether the map or list has something in it wherever it is there. */
  isFilled(path: string): boolean;
  /** Whether the value may be one that a template takes for a missing one, and the model does not: 0, false, or an empty text. */
  canBeFalse(path: string): boolean;
}

export function factsOf(shape: Shape): Facts {
  const shapes = new Map<string, Shape[]>();
  const optional = new Set<string>();
  const add = (path: string, own: Shape, isOptional: boolean) => {
    shapes.set(path, [...(shapes.get(path) ?? []), own]);
    if (isOptional) optional.add(path);
    for (const [below, inner, mayMiss] of childrenOf(own, path)) add(below, inner, mayMiss);
  };
  add('', shape, false);
  const at = (path: string): readonly Shape[] => shapes.get(path) ?? [];
  return {
    isOptional: (path) => optional.has(path),
    isFilled: (path) => at(path).length > 0 && at(path).every((each) => (each.kind === 'map' || each.kind === 'list') && each.minimum > 0),
    canBeFalse: (path) => at(path).some(canBeFalse),
  };
}

type Child = readonly [path: string, shape: Shape, isOptional: boolean];

function childrenOf(shape: Shape, path: string): Child[] {
  const below = (key: string) => (path ? `${path}.${key}` : key);
  switch (shape.kind) {
    case 'object':
      return Object.entries(shape.entries).map(([key, entry]): Child => [below(key), entry.shape, entry.optional]);
    case 'variant': {
      const objects = Object.values(shape.objects);
      return objects.flatMap(({ entries }) =>
        Object.entries(entries).map(
          ([key, entry]): Child => [below(key), entry.shape, entry.optional || objects.some((other) => !(key in other.entries))],
        ),
      );
    }
    case 'map':
      return [[`${path}#`, shape.value, false]];
    case 'list':
      return [[`${path}[]`, shape.item, false]];
    default:
      return [];
  }
}

function canBeFalse(shape: Shape): boolean {
  switch (shape.kind) {
    case 'text':
      return shape.minimum === 0 && (shape.pattern?.test('') ?? true);
    case 'number':
      return shape.minimum === 0;
    case 'options':
      return shape.options.some((option) => !option);
    default:
      return false;
  }
}
