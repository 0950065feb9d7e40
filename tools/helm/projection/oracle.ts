// Answers what an object is for an assignment of variables. An object depends on few of them, so one rendering answers questions about many objects:
// all who wait for an answer ask together.
import { setImmediate } from 'node:timers/promises';
import type { Assignment, Choice, View } from './data';
import { Knowledge } from './knowledge';
import { notesKey, type Output, type Renderer } from './renderer';
import type { Space } from './space';
import type { Subject } from './subject';
import type { Tree } from './tree';

interface Question {
  readonly subject: Subject;
  readonly at: Assignment;
}

/** Questions that do not contradict each other, and the values of all ids that they are about. */
interface Group {
  readonly questions: Question[];
  readonly values: Map<string, Choice | undefined>;
}

export class Oracle {
  private readonly knowledge: Knowledge;
  private questions: Question[] = [];
  private round: Promise<void> | undefined;

  /**
   * @param usual the values that ids have where no question is about them
   * @param tour assignments in which all objects are, with all marks
   */
  constructor(renderer: Renderer, space: Space, usual: Assignment, tour: readonly Assignment[]) {
    this.knowledge = new Knowledge(renderer, space, usual);
    for (const at of tour) this.knowledge.show(at);
    this.knowledge.screen();
  }

  /** All objects that were ever rendered, in order. */
  get keys(): string[] {
    return [...this.knowledge.subjects.keys()];
  }

  dependsOn = (key: string, id: string): boolean => this.knowledge.subjects.get(key)?.dependsOn(id) ?? false;

  view(key: string): View {
    const subject = this.knowledge.subjects.get(key);
    if (!subject) throw new Error(`nothing was rendered that is ${key}`);
    return { load: (assignments) => this.load(subject, assignments), at: (assignment) => subject.at(assignment) };
  }

  /**
   * The objects that may depend on an id, for each of some assignments. Not the notes: they name all components, so no two questions about them would
   * fit together. What shapes nothing else is found when templates and model are compared.
   */
  async outputs<const A extends readonly Assignment[]>(id: string, assignments: A): Promise<{ readonly [I in keyof A]: Output }> {
    const subjects = [...this.knowledge.subjects.values()].filter(({ key, ids }) => key !== notesKey && ids.includes(id));
    await Promise.all(subjects.map((subject) => this.load(subject, assignments)));
    const outputAt = (at: Assignment): Output =>
      new Map(subjects.map((subject) => [subject.key, subject.at(at)] as const).filter((entry): entry is [string, Tree] => entry[1] !== undefined));
    return assignments.map(outputAt) as { [I in keyof A]: Output };
  }

  /** What is found once no object turns out on the way to depend on more than was known: answers before that may be wrong. */
  async settled<T>(find: () => Promise<T>): Promise<T> {
    for (;;) {
      const { version } = this.knowledge;
      const found = await find();
      if (this.knowledge.version === version) return found;
    }
  }

  private async load(subject: Subject, assignments: readonly Assignment[]): Promise<void> {
    for (;;) {
      const unknown = assignments.filter((at) => !subject.knows(at));
      if (unknown.length === 0) return;
      this.questions.push(...unknown.map((at) => ({ subject, at })));
      this.round ??= setImmediate().then(() => this.answer());
      await this.round;
    }
  }

  private answer(): void {
    // Those about objects that depend on most first: the others fit in the groups of these.
    const questions = this.questions.sort((a, b) => b.subject.ids.length - a.subject.ids.length);
    this.questions = [];
    this.round = undefined;
    const groups: Group[] = [];
    for (const question of questions) {
      const values = question.subject.valuesIn(question.at);
      const found = groups.find((group) => values.every(([id, value]) => !group.values.has(id) || group.values.get(id) === value));
      const group: Group = found ?? { questions: [], values: new Map() };
      if (!found) groups.push(group);
      group.questions.push(question);
      for (const [id, value] of values) group.values.set(id, value);
    }
    for (const group of groups) this.answerTogether(group);
  }

  /** If the model cannot do with what is asked, only those who asked for that get the error. */
  private answerTogether({ questions, values }: Group): void {
    try {
      this.knowledge.learn(this.knowledge.rendered(values));
    } catch (error) {
      const [{ subject, at }, ...others] = questions as [Question, ...Question[]];
      if (others.length === 0) subject.fail(at, error);
      else for (const question of questions) this.answerTogether({ questions: [question], values: new Map(question.subject.valuesIn(question.at)) });
    }
  }
}
