// Which items of several versions of a list are the same item.
import { isDictionary, keyOf, type Tree } from './tree';

/** A place in a list of which there are several versions. */
interface Slot {
  /** The items that versions have there. */
  readonly known: Set<string>;
  readonly name: string | undefined;
}

/** Items are the same if they are equal, or have the same name, or are as many between two such items. */
export class Slots {
  private slots: Slot[];
  private readonly known = new WeakMap<readonly Tree[], readonly (number | undefined)[]>();

  constructor(first: readonly Tree[]) {
    this.slots = first.map(slotOf);
  }

  /** Adds a version: items that no other version has get a place of their own. */
  add(items: readonly Tree[]): void {
    const places = this.places(items);
    const merged: Slot[] = [];
    let next = 0;
    for (const [index, item] of items.entries()) {
      const place = places[index];
      if (place === undefined) {
        merged.push(slotOf(item));
        continue;
      }
      merged.push(...this.slots.slice(next, place + 1));
      this.slots[place]?.known.add(keyOf(item));
      next = place + 1;
    }
    this.slots = [...merged, ...this.slots.slice(next)];
  }

  indexes = (): number[] => this.slots.map((_, index) => index);

  /** The same, once all versions are added. */
  finalPlaces(items: readonly Tree[]): readonly (number | undefined)[] {
    const places = this.known.get(items) ?? this.places(items);
    this.known.set(items, places);
    return places;
  }

  /** The place of each item; undefined if it is another item than all that are known. */
  private places(items: readonly Tree[]): (number | undefined)[] {
    const places = common(this.slots, items);
    let from = 0;
    for (let index = 0; index <= items.length; index += 1) {
      // A gap between two items that are placed.
      if (index < items.length && places[index] === undefined) continue;
      const [first, last] = [from, index];
      from = index + 1;
      const before = places[first - 1] ?? -1;
      const after = places[last] ?? this.slots.length;
      if (last > first && last - first === after - before - 1) for (let at = first; at < last; at += 1) places[at] = before + 1 + at - first;
    }
    return places;
  }
}

/** The item of a version at a place; undefined if it has none there. */
export function placed(slots: Slots, items: readonly Tree[], place: number): Tree | undefined {
  return items[slots.finalPlaces(items).indexOf(place)];
}

const slotOf = (item: Tree): Slot => ({ known: new Set([keyOf(item)]), name: nameOf(item) });

const nameOf = (item: Tree): string | undefined => {
  const name = isDictionary(item) ? (item.entries.get('name') ?? item.entries.get('alert') ?? item.entries.get('mountPath')) : undefined;
  return typeof name === 'string' ? name : undefined;
};

const same = (slot: Slot, item: Tree): boolean => slot.known.has(keyOf(item)) || (slot.name !== undefined && slot.name === nameOf(item));

/** The places of a longest common subsequence. */
function common(slots: readonly Slot[], items: readonly Tree[]): (number | undefined)[] {
  const width = slots.length + 1;
  const lengths = new Uint16Array(width * (items.length + 1));
  for (let item = items.length - 1; item >= 0; item -= 1) {
    for (let slot = slots.length - 1; slot >= 0; slot -= 1) {
      const isSame = same(slots[slot] as Slot, items[item] as Tree);
      lengths[item * width + slot] = isSame
        ? 1 + (lengths[(item + 1) * width + slot + 1] ?? 0)
        : Math.max(lengths[(item + 1) * width + slot] ?? 0, lengths[item * width + slot + 1] ?? 0);
    }
  }
  const places: (number | undefined)[] = items.map(() => undefined);
  for (let item = 0, slot = 0; item < items.length && slot < slots.length; ) {
    if (same(slots[slot] as Slot, items[item] as Tree)) places[item++] = slot++;
    else if ((lengths[(item + 1) * width + slot] ?? 0) >= (lengths[item * width + slot + 1] ?? 0)) item += 1;
    else slot += 1;
  }
  return places;
}
