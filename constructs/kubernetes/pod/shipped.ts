import { extname } from 'node:path';

/** What begins a comment, by the ending of the file. */
const marks: Readonly<Record<string, string>> = { '.sql': '--', '.erl': '%' };

/**
 * The text of a script or a configuration file as it is mounted into pods: without full-line comments, so that a reworded comment restarts nothing
 * and the proof stays current. Comments after code and lines of here-documents stay.
 *
 * @param source path of the text with its comments, from the root of the project
 */
export function shipped(text: string, source: string): string {
  const lines = text.split('\n');
  const mark = marks[extname(source)] ?? '#';
  const interpreter = lines.slice(0, lines[0]?.startsWith('#!') ? 1 : 0);
  return [...interpreter, `${mark} ${source} of Ballast, without its comments`, ...acting(lines.slice(interpreter.length), mark)].join('\n');
}

function acting(lines: readonly string[], mark: string): string[] {
  const kept: string[] = [];
  let document: string | undefined; // the word that ends the here-document
  for (const line of lines) {
    if (document !== undefined) {
      kept.push(line);
      if (line.trim() === document) document = undefined;
    } else if (!line.trimStart().startsWith(mark) && !(line === '' && isEmpty(kept.at(-1)))) {
      kept.push(line);
      document = /<<-?\s*(['"]?)([A-Za-z_]+)\1/.exec(line)?.[2];
    }
  }
  return kept;
}

/** Merges empty lines between two comments, and removes an empty first line. */
const isEmpty = (line: string | undefined): boolean => line === undefined || line === '';
