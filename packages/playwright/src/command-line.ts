/** Wraps a command so that its output and exit code can be found on the screen among other text. */

export interface CommandResult {
  /**
   * The command's output without its final newline. Spaces at line ends are kept where the shell marks its commands (bash,
   * dash and busybox sh as Podshell starts them, unless the command clears the screen), else lost.
   */
  readonly output: string;
  readonly exitCode: number;
}

export type FoundResult =
  | { readonly kind: 'found'; readonly result: CommandResult }
  /** The command has not ended yet. */
  | { readonly kind: 'pending' }
  /** The start of the output is no longer on the screen. */
  | { readonly kind: 'lost' };

/** Every terminal of Podshell keeps at least this many lines. A shorter screen has lost none, so it was cleared. */
const KEPT_LINES = 1000;

/**
 * One command line for a POSIX shell (bash, dash, busybox sh), without the final Enter.
 * - The echo of the line does not match its output: in the line, a space precedes the marker.
 * - `eval` runs the command as the prompt would, even when it ends with a comment or `&`. With `command`
 *   before it, dash and busybox continue with the line after a syntax error.
 * - Newlines, tabs and other characters that a line editor acts on are written as escapes.
 * @param marker must not occur in the output or contain special characters of the shell
 */
export function commandLine(command: string, marker: string): string {
  return `printf '<%s>\\n' ${marker}; command eval ${quoted(command)}; printf '<%s:%d>\\n' ${marker} $?`;
}

/** Prints the last exit code, for {@link findResult}. */
export function exitCodeLine(marker: string): string {
  return `printf '<%s>\\n<%s:%d>\\n' ${marker} ${marker} $?`;
}

/** Matches a screen once it shows the end of the command. */
export function endOf(marker: string): RegExp {
  return new RegExp(`<${marker}:\\d+>`);
}

/** Reads the output and exit code of a command from the screen's text. */
export function findResult(screen: string, marker: string): FoundResult {
  const end = endOf(marker).exec(screen);
  if (end === null) return { kind: 'pending' };
  const begin = `<${marker}>\n`;
  const at = screen.indexOf(begin);
  const wasCleared = at === -1 && !mayHaveLostLines(screen);
  if (at === -1 && !wasCleared) return { kind: 'lost' };
  const output = screen.slice(wasCleared ? 0 : at + begin.length, end.index);
  const exitCode = Number(/:(\d+)/.exec(end[0])?.[1]);
  return { kind: 'found', result: { output: output.replace(/\n$/, ''), exitCode } };
}

/** True unless the screen is so short that a text that is missing was cleared. */
export function mayHaveLostLines(screen: string): boolean {
  return screen.split('\n').length >= KEPT_LINES;
}

/** A command as one word for a POSIX shell, in one line, without characters that a line editor acts on. */
export function quoted(command: string): string {
  if (![...command].some(isControl)) return `'${command.replaceAll("'", `'\\''`)}'`;
  const format = [...command].map((character) => (isSpecial(character) ? escaped(character) : character));
  // Command substitution removes newlines at the end, which have no effect there.
  return `"$(printf '${format.join('')}')"`;
}

function isControl(character: string): boolean {
  return character < ' ' || character === '\u007f';
}

/** True for characters that the line editor, the history, the quotes or `printf` act on. */
function isSpecial(character: string): boolean {
  return isControl(character) || `%\\'!`.includes(character);
}

function escaped(character: string): string {
  return character === '%' ? '%%' : `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`;
}
