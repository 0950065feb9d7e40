import { shipped } from '../../../../constructs/kubernetes';

const lines = (...given: readonly string[]): string[] =>
  shipped(`${given.join('\n')}\n`, 'a/b.sh')
    .split('\n')
    .slice(0, -1);
const source = '# a/b.sh of Ballast, without its comments';

describe('a shipped file', () => {
  it('names its source after the interpreter', () => {
    expect(lines('#!/bin/sh', 'echo')).toEqual(['#!/bin/sh', source, 'echo']);
  });

  it('names its source first if it has no interpreter', () => {
    expect(lines('port 1')).toEqual([source, 'port 1']);
  });

  it('has no full-line comments, indented or not', () => {
    expect(lines('# a', 'if b; then', '  # c', '\t#d', '  e', 'fi')).toEqual([source, 'if b; then', '  e', 'fi']);
  });

  it('keeps a comment after code, and text that only looks like a comment', () => {
    const code = ['a # why', "b '#c'", 'd#e', 'user default on #f'];
    expect(lines(...code)).toEqual([source, ...code]);
  });

  it.each(['<<END', "<<'END'", '<<"END"', '<<-END', '<< END'])('keeps the content of a here-document: %s', (redirection) => {
    const document = [`cat ${redirection}`, '# a', '', '', 'END'];
    expect(lines(...document, '# b', 'c')).toEqual([source, ...document, 'c']);
  });

  it('has no comments of SQL if it is SQL', () => {
    expect(shipped('-- a\nSELECT 1 -- b\n  # 2\n', 'a/b.sql')).toBe('-- a/b.sql of Ballast, without its comments\nSELECT 1 -- b\n  # 2\n');
  });

  it('does not depend on the number of paragraphs in a comment', () => {
    const [none, one, two] = [
      ['a', '', 'b'],
      ['a', '', '# c', 'b'],
      ['a', '', '# c', '', '# d', 'b'],
    ].map((text) => lines(...text));
    expect([one, two]).toEqual([none, none]);
  });
});
