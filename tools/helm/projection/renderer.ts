// Renders the model for an assignment of variables, and finds the marks in what comes out.
import type { Platform } from '../../../constructs/kubernetes';
import { notesOf } from '../notes';
import type { Assignment, Marked } from './data';
import { hashesIn, hashNames, nameOfContent } from './hashes';
import { type NumberMarks, namespacePath, partsOf, textMark } from './marks';
import type { Shape } from './shape';
import { keyOf, type Piece, Reader, type Tree } from './tree';

/** The objects of one rendering by their key, in order. */
export type Output = ReadonlyMap<string, Tree>;

/** Key of what is not an object, but the text that users read after an installation. */
export const notesKey = 'NOTES.txt';

export class Renderer {
  /** Number of renderings so far. */
  renderings = 0;
  /** Trees by their JSON: most objects and texts are the same in all renderings. */
  private readonly trees = new Map<string, Tree>();
  private readonly texts = new Map<string, Tree>();
  /** Paths of the values that objects are as a whole, by the key of the object. */
  private readonly whole = new Map<string, string>();

  constructor(
    private readonly platform: Pick<Platform, 'render'>,
    private readonly shape: Shape,
    private readonly marked: Marked,
    private readonly numbers: NumberMarks,
  ) {}

  /**
   * Takes objects as one value that the model passes on as they are: then their parts are nowhere else.
   *
   * @param objects candidates, the outer ones first
   * @param at an assignment in which the objects are there
   * @returns the paths of those that the model passes on
   */
  takeWhole(objects: readonly { readonly path: string; readonly shape: Shape }[], at: Assignment): string[] {
    const all = [...this.render(at).values()].map(keyOf).join('\n');
    const found: string[] = [];
    for (const { path, shape } of objects) {
      if (found.some((outer) => path.startsWith(`${outer}.`))) continue;
      const reader = new Reader((text) => partsOf(text, this.numbers), new Map(), new Map());
      const own = keyOf(reader.read(this.marked.data(shape, at, path)));
      const others = all.split(own);
      if (others.length === 1 || others.some((text) => text.includes(`"path":"${path}.`) || text.includes(`"path":"${path}#`))) continue;
      this.whole.set(own, path);
      found.push(path);
    }
    this.trees.clear();
    return found;
  }

  render(assignment: Assignment): Output {
    this.renderings += 1;
    const data = this.marked.environment(this.shape, assignment);
    const model = this.platform.render('helm', data, { namespace: textMark(namespacePath), unchecked: true, tests: true });
    const rendered = model.files.flatMap(({ name, objects }) =>
      objects.map(({ manifest, path }) => ({ file: name.replace(ofNamespace, ''), manifest, path })),
    );
    const names = hashNames(
      model.contents,
      rendered.map(({ manifest }) => manifest),
    );
    const piecesOf = (text: string): Piece[] =>
      mayHaveMarks.test(text)
        ? hashesIn(text, names).flatMap((piece): Piece[] => (typeof piece === 'string' ? partsOf(piece, this.numbers) : [piece]))
        : [text];
    const reader = new Reader(piecesOf, this.texts, this.whole);
    const objects = rendered
      .filter(({ manifest }) => manifest.kind !== 'Namespace')
      .map(({ file, manifest, path }) => [`${file}/${pathText(piecesOf(path))}`, this.read(manifest, reader)] as const);
    const contents = model.contents.map((text) => [nameOfContent(text), this.read(JSON.parse(text), reader)] as const);
    return new Map([...objects, ...contents, [notesKey, reader.read(notesOf(model))] as const]);
  }

  private read(value: unknown, reader: Reader): Tree {
    const text = JSON.stringify(value);
    const tree = this.trees.get(text) ?? reader.read(value);
    this.trees.set(text, tree);
    return tree;
  }
}

/** Most texts have neither a mark nor a hash. */
const mayHaveMarks = /⟦|[0-9a-f]{8}/;

/** The end of the name of a file that a platform has for each of its namespaces; a chart has one. */
const ofNamespace = `-${textMark(namespacePath)}`;

/** A construct's path, in which a hash differs from rendering to rendering. */
const pathText = (pieces: readonly Piece[]): string =>
  pieces.map((piece) => (typeof piece === 'string' ? piece : 'hashOf' in piece ? 'HASH' : piece.path)).join('');
