// What renderings say about all objects. Values that no question is about are random, so each rendering also tests whether objects depend on more
// than is known.
import { type Assignment, type Choice, choiceAt } from './data';
import { type Choose, chooser, last } from './random';
import type { Output, Renderer } from './renderer';
import type { Space } from './space';
import { type Rendering, Subject } from './subject';

export class Knowledge {
  /** Increases when an object turns out to depend on more than was known. */
  version = 0;
  readonly subjects = new Map<string, Subject>();
  private readonly seen: Rendering[] = [];
  private readonly searched = new Map<string, Output>();
  /** Values of ids on which no object depends. */
  private readonly fixed: readonly [string, Choice][];
  private readonly oneOf = chooser();

  constructor(
    private readonly renderer: Renderer,
    private readonly space: Space,
    private readonly usual: Assignment,
  ) {
    this.fixed = Object.entries(usual).filter(([id]) => !space.ids.includes(id));
  }

  /** Renders an assignment as it is. */
  show(assignment: Assignment): void {
    const at = this.assignment((id) => choiceAt(assignment, id));
    this.learn({ at, output: this.renderer.render(at) });
  }

  /** Renders what objects usually are while all else is another one, and then random, until none turns out to depend on more. */
  screen(): void {
    this.screenOnce(last);
    let before: number;
    do {
      before = this.version;
      this.screenOnce(this.oneOf);
    } while (this.version !== before);
  }

  private screenOnce(choose: Choose): void {
    const groups: Set<string>[] = [];
    for (const { ids } of [...this.subjects.values()].sort((a, b) => b.ids.length - a.ids.length)) {
      const found = groups.find((group) => new Set([...group, ...ids]).size <= this.space.ids.length / 4);
      const group = found ?? new Set<string>();
      if (!found) groups.push(group);
      for (const id of ids) group.add(id);
    }
    for (const group of groups) this.learn(this.rendered(new Map([...group].map((id) => [id, choiceAt(this.usual, id)])), choose));
  }

  /** Renders with the given values, and random ones of other ids. Some combinations of these make no sense to the model: then the usual ones. */
  rendered(values: ReadonlyMap<string, Choice | undefined>, choose: Choose = this.oneOf): Rendering {
    const renderedWith = (otherwise: (id: string) => Choice | undefined): Rendering => {
      const at = this.assignment((id) => (values.has(id) ? values.get(id) : otherwise(id)));
      return { at, output: this.renderer.render(at) };
    };
    try {
      return renderedWith((id) => choose([this.usual[id], this.usual[id], ...(this.space.others.get(id) ?? [])]));
    } catch {
      return renderedWith((id) => this.usual[id]);
    }
  }

  learn(rendering: Rendering): void {
    this.seen.push(rendering);
    const news = [...rendering.output.keys()].filter((key) => !this.subjects.has(key));
    for (const key of news) this.subjects.set(key, new Subject(key, this.space));
    const all = [...this.subjects.values()];
    const haveNewMarks = all.filter((subject) => subject.hasNewMarks(rendering)).length > 0;
    for (const subject of all) {
      const dependsOnMore = haveNewMarks && subject.dependsOnMore(all);
      if (dependsOnMore || news.includes(subject.key) || !this.agrees(subject, rendering)) this.learnAnew(subject);
    }
  }

  /** Once an object depends on more, all renderings say something else about it. */
  private learnAnew(subject: Subject): void {
    do {
      this.version += 1;
      subject.forget();
    } while (!this.seen.every((rendering) => this.agrees(subject, rendering)));
  }

  /** Whether an object is what the known renderings let expect. Otherwise it then depends on more. */
  private agrees(subject: Subject, rendering: Rendering): boolean {
    const other = subject.contradiction(rendering);
    if (!other) return true;
    subject.addDependency(this.cause(subject, other, rendering));
    subject.dependsOnMore(this.subjects.values());
    return false;
  }

  /** An id because of which an object is another one in two renderings. */
  private cause(subject: Subject, one: Rendering, other: Rendering): string {
    let from = one;
    let ids = this.space.ids.filter((id) => one.at[id] !== other.at[id] && !subject.dependsOn(id));
    while (ids.length > 1) {
      const half = new Set(ids.slice(0, ids.length >> 1));
      const at = this.assignment((id) => (half.has(id) ? other : from).at[id]);
      const middle = { at, output: this.searched.get(JSON.stringify(at)) ?? this.renderer.render(at) };
      this.searched.set(JSON.stringify(at), middle.output);
      const isLater = subject.isSame(from, middle);
      ids = ids.filter((id) => half.has(id) !== isLater);
      if (isLater) from = middle;
    }
    if (ids[0] === undefined) throw new Error(`${subject.key} is not the same for the same data`);
    return ids[0];
  }

  private assignment(valueAt: (id: string) => Choice | undefined): Assignment {
    const values = this.space.ids.map((id) => [id, valueAt(id)] as const);
    return Object.fromEntries([...this.fixed, ...values.filter((entry): entry is [string, Choice] => entry[1] !== undefined)]);
  }
}
