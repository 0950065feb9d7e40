// Finds the programs that a POSIX shell script calls: the words in command position. Supports the part of the grammar that our scripts use.

const reserved = new Set(['if', 'then', 'elif', 'else', 'fi', 'while', 'until', 'do', 'done', '{', '}', '!', 'esac']);
/** Words after which the rest of the command is data. */
const dataAfter = new Set(['for', 'case', 'in']);

/** Names of the programs and builtins, without duplicates and without the functions of the script and of scripts that it sources. */
export function commandsOf(script: string, sourced: readonly string[] = []): string[] {
  const functions = new Set([script, ...sourced].flatMap((text) => [...text.matchAll(/^\s*([a-z_]+)\(\)/gm)].map(([, name]) => name)));
  const found = new Set<string>();
  new Scanner(withoutHereDocuments(script), (name) => found.add(name)).commands(() => false);
  return [...found].filter((name) => !functions.has(name)).sort();
}

/** Removes the bodies of here-documents, which are data; the rest of the first line is not. */
function withoutHereDocuments(script: string): string {
  let end: string | undefined;
  const kept = script.split('\n').filter((line) => {
    if (end !== undefined) {
      if (line === end) end = undefined;
      return false;
    }
    end = /<<-?\s*'?([A-Z]+)'?/.exec(line)?.[1];
    return true;
  });
  return kept.join('\n');
}

class Scanner {
  private at = 0;

  constructor(
    private readonly text: string,
    private readonly found: (name: string) => void,
  ) {}

  /** Reads commands until the end, or until a character for which `ends` is true. */
  commands(ends: (character: string) => boolean): void {
    let expectsCommand = true;
    let words: string[] = [];
    while (this.at < this.text.length) {
      const character = this.text[this.at] ?? '';
      if (ends(character)) return;
      if (character === '#' && /[\s;]/.test(this.text[this.at - 1] ?? '\n')) {
        this.at = this.lineEnd();
      } else if ('\n;|&('.includes(character)) {
        this.at += 1;
        expectsCommand = true;
        words = [];
      } else if (character === ')') {
        this.at += 1; // the end of a pattern of `case`, or of a function's `()`
        expectsCommand = true;
      } else if (/[ \t]/.test(character) || this.text.startsWith('\\\n', this.at)) {
        this.at += character === '\\' ? 2 : 1;
      } else {
        const word = this.word();
        words.push(word);
        const pattern = this.text[this.at] === ')' && !ends(')');
        expectsCommand = expectsCommand && (pattern || this.inCommandPosition(word, words));
      }
    }
  }

  /** @returns whether the next word is in command position too */
  private inCommandPosition(word: string, words: readonly string[]): boolean {
    if (dataAfter.has(word)) return false;
    if (reserved.has(word) || /^[A-Za-z_]+=/.test(word)) return true;
    if (words.includes('timeout') && /^("?[$]|[0-9])/.test(word)) return true; // its time limit, which may be a variable
    if (/^[0-9]*[<>]/.test(word)) return false;
    this.found(word);
    return word === 'exec' || word === 'timeout';
  }

  /** Reads one word, and finds the commands in its substitutions. */
  private word(): string {
    const start = this.at;
    while (this.at < this.text.length && !/[\s;|&()]/.test(this.text[this.at] ?? '')) this.part();
    return this.text.slice(start, this.at);
  }

  private part(): void {
    const character = this.text[this.at];
    if (character === '\\') this.at += 2;
    else if (character === "'") this.at = this.text.indexOf("'", this.at + 1) + 1;
    else if (character === '"') this.quoted();
    else if (this.text.startsWith('$(', this.at)) this.substitution();
    else if (/^[<>]&/.test(this.text.slice(this.at, this.at + 2))) this.at += 2;
    else this.at += 1;
  }

  private quoted(): void {
    this.at += 1;
    while (this.text[this.at] !== '"') {
      if (this.text[this.at] === '\\') this.at += 2;
      else if (this.text.startsWith('$(', this.at)) this.substitution();
      else this.at += 1;
    }
    this.at += 1;
  }

  private substitution(): void {
    const arithmetic = this.text.startsWith('$((', this.at);
    this.at += arithmetic ? 3 : 2;
    if (!arithmetic) this.commands((character) => character === ')');
    else {
      let depth = 0;
      while (depth > 0 || !this.text.startsWith('))', this.at)) {
        if (this.text.startsWith('$(', this.at)) this.substitution();
        else {
          if (this.text[this.at] === '(') depth += 1;
          if (this.text[this.at] === ')') depth -= 1;
          this.at += 1;
        }
      }
      this.at += 1;
    }
    this.at += 1;
  }

  private lineEnd(): number {
    const end = this.text.indexOf('\n', this.at);
    return end === -1 ? this.text.length : end;
  }
}
