// Parts of runbooks.

/** Commands in a block that can be copied. */
export const commands = (...lines: readonly string[]): string => ['```sh', ...lines, '```'].join('\n');

/** The same for an item of a list, which it follows. */
export const commandsBelow = (...lines: readonly string[]): string => `\n${commands(...lines)}`.replaceAll('\n', '\n  ');
