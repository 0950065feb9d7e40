import { readFiles, root, sources } from './project';

/** `path:line` of every line that matches a pattern. */
const linesWith = (pattern: RegExp): string[] =>
  Object.entries(sources()).flatMap(([path, text]) =>
    text.split('\n').flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}`] : [])),
  );

describe('the code', () => {
  it('never casts to any', () => {
    // The group keeps the pattern from matching this line.
    expect(linesWith(/\bas any\b|<(?:any)>/)).toEqual([]);
  });

  it('never silences the type checker', () => {
    expect(linesWith(/@ts-(?:ignore|nocheck|expect-error)/)).toEqual([]);
  });

  it('runs all of its tests', () => {
    expect(linesWith(/\b(?:it|test|describe)\.(?:skip|only|todo|failing)\b|\b(?:xit|fit|xtest|xdescribe|fdescribe)\(/)).toEqual([]);
  });

  it('is in files of at most 250 lines', () => {
    expect(Object.entries(sources()).flatMap(([path, text]) => (text.split('\n').length > 250 ? [path] : []))).toEqual([]);
  });

  it('has one file of imports/ for each API group of custom resources', () => {
    const groups = Object.values(readFiles(root, ['imports'])).map((text) => [
      ...new Set([...text.matchAll(/apiVersion: '([^']+)\/[^']+'/g)].map(([, group]) => group)),
    ]);
    expect(groups.map((each) => each.length)).toEqual(groups.map(() => 1));
    expect(new Set(groups.flat()).size).toBe(groups.length);
  });
});
