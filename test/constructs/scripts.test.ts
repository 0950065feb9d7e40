import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { shopfds } from '../../charts/shopfds';
import { manifests } from './fixture';
import { catalogue, scriptRunnerOf, scripts as scriptsOfAll } from './registered';
import { commandsOf } from './shell-commands';

/** Builtins of sh and utilities of POSIX.1-2017, which every image with `sh` has. */
const posix = new Set(
  `. : [ awk break cat cd continue chmod cp cut date echo env eval exit export expr false grep head kill ln ls mkdir mv od printf pwd read return rm
  rmdir sed set sh shift sleep sort tail tee test touch tr trap true umask uniq unset wait wc xargs exec`
    .split(/\s+/)
    .concat('df', '/bin/sh'),
);

const scripts = scriptsOfAll();

describe('the commands of a script', () => {
  it.each([
    ['after separators, keywords and assignments', 'if a; then b && c || d; fi\nX=1 Y=2 e | f &\nwhile ! g; do h; done', 'abcdefgh'],
    ['in substitutions, in quotes too', 'a "x $(b "$(c)") y" $((1 + $(d)))', 'abcd'],
    ['and not in data', 'a \'b; c\' "d; e" # f; g\ncase $h in i) j ;; *) k ;; esac\nfor l in m n; do o; done > p', 'ajko'],
    ['and not in here-documents', "a <<'END' && b\nc; d\nEND\ne", 'abe'],
    ['after timeout and exec, without the functions of the script', 'timeout 5 a\ntimeout $((9 / 2)) b\nexec c d\nf() { e; }\nf', 'abce'],
  ])('are found %s', (_, script, letters) => {
    expect(commandsOf(script).filter((name) => name.length === 1)).toEqual([...letters]);
  });
});

describe('each script that pods run', () => {
  it.each(scripts)('calls only programs that its image lists: %s', (path) => {
    const runner = scriptRunnerOf(path);
    const neighbours = scripts.filter((other) => dirname(other) === dirname(path)).map((other) => readFileSync(other, 'utf8'));
    const unknown = commandsOf(readFileSync(path, 'utf8'), neighbours).filter((name) => !posix.has(name) && !runner.programs.includes(name));
    expect(unknown).toEqual([]);
  });

  it('exists', () => {
    expect(scripts.length).toBeGreaterThan(5);
  });

  it.each(shopfds.environments)(
    'is started in %s by a command that the image of its container lists, and so is every other command',
    (environment) => {
      const containers = manifests(shopfds.build(environment)).flatMap((manifest) => manifest.spec?.template?.spec?.containers ?? []);
      const unknown = containers.flatMap(({ image, command, lifecycle }: { image: string; command?: string[]; lifecycle?: Hooks }) => {
        const known = catalogue().find(({ repository }) => image.startsWith(`${repository}:`));
        if (!known) return []; // the platform's own image
        const called = [command?.[0], lifecycle?.preStop?.exec?.command[0]]
          .filter((program) => program !== undefined)
          .map((program) => basename(program));
        return called.filter((program) => !known.programs.includes('sh') || !(posix.has(program) || known.programs.includes(program)));
      });
      expect(unknown).toEqual([]);
    },
  );
});

interface Hooks {
  readonly preStop?: { readonly exec?: { readonly command: readonly string[] } };
}
