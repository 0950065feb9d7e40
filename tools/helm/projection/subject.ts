// What is known of one object: on which ids of assignments it depends, and what it is for their values.
import { type Assignment, type Choice, choiceAt } from './data';
import type { Output } from './renderer';
import type { Space } from './space';
import { keyOf, pathsInside, type Tree } from './tree';

export interface Rendering {
  readonly at: Assignment;
  readonly output: Output;
}

export class Subject {
  /** Ids on which it depends. */
  ids: readonly string[] = [];
  private readonly marks = new Set<string>();
  private readonly parts = new Set<string>();
  /** The name of its component: the third word of `<file>/<chart>/<component>/...`, or the end of `<kind>-<namespace>.<component>`. */
  private readonly owner: string;
  private readonly found = new Set<string>();
  private readonly trees = new Set<Tree | undefined>();
  private readonly renderings = new Map<string, Rendering>();
  private readonly errors = new Map<string, { readonly cause: unknown }>();
  private states = new WeakMap<Assignment, string>();

  constructor(
    readonly key: string,
    private readonly space: Space,
  ) {
    this.owner = key.split('/')[2]?.replace(/.*\./, '') ?? key;
  }

  /** Whether it is known what it is for an assignment. Throws if the model cannot do with that. */
  knows(at: Assignment): boolean {
    const error = this.errors.get(this.stateOf(at));
    if (error) throw error.cause;
    return this.renderings.has(this.stateOf(at));
  }

  fail(at: Assignment, error: unknown): void {
    this.errors.set(this.stateOf(at), { cause: error });
  }

  at = (at: Assignment): Tree | undefined => this.renderings.get(this.stateOf(at))?.output.get(this.key);

  dependsOn = (id: string): boolean => this.ids.includes(id);

  valuesIn = (at: Assignment): (readonly [id: string, value: Choice | undefined])[] => this.ids.map((id) => [id, choiceAt(at, id)]);

  isSame = (one: Rendering, other: Rendering): boolean => keyOf(one.output.get(this.key)) === keyOf(other.output.get(this.key));

  /** Finds the marks in the object. @returns whether one was not known */
  hasNewMarks({ output }: Rendering): boolean {
    const tree = output.get(this.key);
    if (this.trees.has(tree)) return false;
    this.trees.add(tree);
    const before = this.marks.size;
    for (const path of pathsInside(tree)) {
      this.marks.add(path);
      this.parts.add(this.space.partOf(path));
    }
    return this.marks.size > before;
  }

  /** An earlier rendering with the same values of all ids on which it depends, but another object. Without one, the rendering is known from now on. */
  contradiction(rendering: Rendering): Rendering | undefined {
    const state = this.stateOf(rendering.at);
    const known = this.renderings.get(state);
    if (known) return this.isSame(known, rendering) ? undefined : known;
    this.renderings.set(state, rendering);
    return undefined;
  }

  addDependency(id: string): void {
    this.found.add(id);
  }

  forget(): void {
    this.renderings.clear();
    this.errors.clear();
    this.states = new WeakMap();
  }

  /**
   * It depends on what may leave out its marks, and it may depend on what has no marks in the data of its component.
   *
   * @param others all objects
   * @returns whether it depends on more than was known
   */
  dependsOnMore(others: Iterable<Subject>): boolean {
    const before = this.ids.length;
    const parts = new Set(this.parts);
    for (const other of others) {
      if (!`${this.owner}-`.startsWith(`${other.owner}-`)) continue;
      for (const part of other.parts) if (!this.space.settings.includes(part)) parts.add(part);
    }
    const passed = new Set([...this.marks].flatMap(outerPaths));
    this.ids = this.space.ids.filter((id) => this.found.has(id) || passed.has(pathOf(id)) || parts.has(this.space.parts.get(id) ?? 'none'));
    return this.ids.length > before;
  }

  private stateOf(at: Assignment): string {
    const state = this.states.get(at) ?? JSON.stringify(this.valuesIn(at).map(([, value]) => value ?? null));
    this.states.set(at, state);
    return state;
  }
}

/** The path whose value an id decides: `a.b?`, `a.b:member` and `a.b*2`. */
const pathOf = (id: string): string => id.replace(/\?$|\*2$|:[^:]*$/, '');

/** A path and the paths of all that contain it. */
const outerPaths = (path: string): string[] => [...[...path.matchAll(/[.[#]/g)].map(({ index }) => path.slice(0, index)), path];
