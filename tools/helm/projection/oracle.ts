// Asks the model: what does it render to for an assignment of variables?
import { createHash } from 'node:crypto';
import type { Platform } from '../../../constructs/kubernetes';
import type { Manifest } from '../../../model';
import { notesOf } from '../notes';
import type { Assignment, Marked } from './data';
import { type NumberMarks, namespacePath, partsOf, textMark } from './marks';
import type { Shape } from './shape';
import { keyOf, type Piece, Reader, type Tree } from './tree';

/** The objects of one rendering by their key, in order. */
export type Output = ReadonlyMap<string, Tree>;

/** Keys of what is not an object, but the content that a Job's name has a hash of. */
export const contentKey = (job: string): string => `content/${job}`;

/** Key of what is not an object, but the text that users read after an installation. */
export const notesKey = 'NOTES.txt';

export class Oracle {
  private readonly known = new Map<string, Output>();
  private outputs = new WeakMap<Assignment, Output>();
  /** Trees by their JSON: most objects and texts are the same in all renderings. */
  private readonly trees = new Map<string, Tree>();
  private readonly texts = new Map<string, Tree>();
  private readonly whole = new Map<string, string>();

  constructor(
    private readonly platform: Pick<Platform, 'render'>,
    private readonly shape: Shape,
    private readonly marked: Marked,
    private readonly numbers: NumberMarks,
  ) {}

  /** Number of renderings so far. */
  get asked(): number {
    return this.known.size;
  }

  ask(assignment: Assignment): Output {
    const output = this.outputs.get(assignment) ?? this.askAnew(assignment);
    this.outputs.set(assignment, output);
    return output;
  }

  private askAnew(assignment: Assignment): Output {
    const key = JSON.stringify(
      Object.entries(assignment)
        .filter(([, choice]) => choice !== true)
        .sort(),
    );
    const known = this.known.get(key) ?? this.render(assignment);
    this.known.set(key, known);
    return known;
  }

  /**
   * Takes an object as one value if the model passes it on as it is: then its parts are nowhere else.
   *
   * @returns whether it does
   */
  takeWhole(path: string, shape: Shape, at: Assignment): boolean {
    const reader = new Reader((text) => partsOf(text, this.numbers), new Map(), this.whole);
    const own = keyOf(reader.read(this.marked.data(shape, at, path)));
    const all = [...this.ask(at).values()].map(keyOf).join('\n');
    const others = all.split(own);
    if (others.length === 1 || others.some((text) => text.includes(`"path":"${path}.`) || text.includes(`"path":"${path}#`))) return false;
    this.whole.set(own, path);
    this.known.clear();
    this.outputs = new WeakMap();
    this.trees.clear();
    return true;
  }

  private render(assignment: Assignment): Output {
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
      hashesIn(text, names).flatMap((piece): Piece[] => (typeof piece === 'string' ? partsOf(piece, this.numbers) : [piece]));
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

/** The end of the name of a file that a platform has for each of its namespaces; a chart has one. */
const ofNamespace = `-${textMark(namespacePath)}`;

/** A construct's path, in which a hash differs from rendering to rendering. */
const pathText = (pieces: readonly Piece[]): string =>
  pieces.map((piece) => (typeof piece === 'string' ? piece : 'hashOf' in piece ? 'HASH' : piece.path)).join('');

/** What a hash is of, by its first 8 digits: `<ConfigMap>/<file>`, or the content of a Job. */
function hashNames(contents: readonly string[], manifests: readonly Manifest[]): ReadonlyMap<string, string> {
  const files = manifests
    .filter(({ kind }) => kind === 'ConfigMap')
    .flatMap(({ metadata, data }) =>
      Object.entries(data as Record<string, string>).map(([file, text]) => [text, `${metadata.name}/${file}`] as const),
    );
  return new Map([...files, ...contents.map((text) => [text, nameOfContent(text)] as const)].map(([text, name]) => [sha256(text).slice(0, 8), name]));
}

const nameOfContent = (text: string): string => contentKey(String(JSON.parse(text).template?.metadata?.labels?.['app.kubernetes.io/instance']));

const hashes = new Map<string, string>();

/** Most texts are the same in all renderings. */
function sha256(text: string): string {
  const hash = hashes.get(text) ?? createHash('sha256').update(text).digest('hex');
  hashes.set(text, hash);
  return hash;
}

function hashesIn(text: string, names: ReadonlyMap<string, string>): (string | { readonly hashOf: string; readonly digits: number })[] {
  const pieces: (string | { hashOf: string; digits: number })[] = [];
  let end = 0;
  for (const match of text.matchAll(/(?<![0-9a-f])([0-9a-f]{64}|[0-9a-f]{8})(?![0-9a-f])/g)) {
    const hashOf = names.get(match[0].slice(0, 8));
    if (!hashOf) continue;
    if (match.index > end) pieces.push(text.slice(end, match.index));
    pieces.push({ hashOf, digits: match[0].length });
    end = match.index + match[0].length;
  }
  if (end < text.length) pieces.push(text.slice(end));
  return pieces;
}
