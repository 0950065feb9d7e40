import { readFiles, root, sources } from './project';

/** `path:line` of every line that a pattern finds. */
const linesWith = (pattern: RegExp): string[] =>
  Object.entries(sources()).flatMap(([path, text]) =>
    text.split('\n').flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}`] : [])),
  );

describe('the code', () => {
  it('never casts to any', () => {
    // This line is the check: the pattern names what it forbids, and its group keeps it from finding itself.
    expect(linesWith(/\bas any\b|<(?:any)>/)).toEqual([]);
  });

  it('never silences the type checker', () => {
    expect(linesWith(/@ts-(?:ignore|nocheck|expect-error)/)).toEqual([]);
  });

  it('runs all of its tests', () => {
    expect(linesWith(/\b(?:it|test|describe)\.(?:skip|only|todo|failing)\b|\b(?:xit|fit|xtest|xdescribe|fdescribe)\(/)).toEqual([]);
  });

  it('stands in files below 300 lines', () => {
    expect(Object.entries(sources()).flatMap(([path, text]) => (text.split('\n').length > 300 ? [path] : []))).toEqual([]);
  });

  it('keeps each API group of custom resources in one file of imports/, and one file for each', () => {
    const groups = Object.values(readFiles(root, ['imports'])).map((text) => [
      ...new Set([...text.matchAll(/apiVersion: '([^']+)\/[^']+'/g)].map(([, group]) => group)),
    ]);
    expect(groups.map((each) => each.length)).toEqual(groups.map(() => 1));
    expect(new Set(groups.flat()).size).toBe(groups.length);
  });
});
