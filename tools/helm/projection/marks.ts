// Marks: improbable texts and numbers in the places of values. Where a mark comes out of the model, the template has the value.

/** Part of a text: as it is, the value at a path, or the range with nothing but the address at a path. */
export type Part = string | { readonly path: string; readonly range?: true };

/** The path of the release's namespace, which is no value. */
export const namespacePath = '@namespace';

export const textMark = (path: string): string => `⟦${path}⟧`;

const firstNumber = 70_000_001;

/** Numbers of paths. Eight digits: fewer may be part of a hash. */
export class NumberMarks {
  private readonly paths: string[] = [];

  markOf(path: string): number {
    const index = this.paths.indexOf(path);
    return firstNumber + (index >= 0 ? index : this.paths.push(path) - 1);
  }

  pathOf(mark: number): string | undefined {
    return this.paths[mark - firstNumber];
  }
}

/** The parts of a text. */
export function partsOf(text: string, numbers: NumberMarks): Part[] {
  const parts: Part[] = [];
  let end = 0;
  for (const match of text.matchAll(/⟦([^⟧]*)⟧(\/32$)?|(?<![0-9])7[0-9]{7}(?![0-9])/g)) {
    const path = match[1] ?? numbers.pathOf(Number(match[0]));
    if (path === undefined) continue;
    if (match.index > end) parts.push(text.slice(end, match.index));
    parts.push(match[2] ? { path, range: true } : { path }); // the model takes a mark for an IPv4 address
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push(text.slice(end));
  return parts;
}
