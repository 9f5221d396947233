/** Wraps a command so that its output and exit code can be found on a screen, whatever else is there. */

export interface CommandResult {
  /** What the command wrote, without the newline at its end. Blanks at the ends of lines are not seen. */
  readonly output: string;
  readonly exitCode: number;
}

export type FoundResult =
  | { readonly kind: 'found'; readonly result: CommandResult }
  /** The end has not come yet. */
  | { readonly kind: 'pending' }
  /** The screen no longer holds the beginning. */
  | { readonly kind: 'lost' };

/** No terminal of Podshell keeps fewer lines: a shorter screen has lost none, so it was cleared. */
const KEPT_LINES = 1000;

/**
 * One line for a shell of the POSIX kind (bash, dash, busybox sh), without the Enter at its end.
 * - The echo of the line does not look like its output: in the line, a blank stands before the marker.
 * - `eval` runs what the command would at the prompt, even when it ends with a comment or `&`; with `command`
 *   before it, dash and busybox go on with the line after an error of syntax.
 * - Newlines, tabs and what else a line editor would act on are spelled as escapes.
 * @param marker not part of the output, and without characters that mean something to a shell
 */
export function commandLine(command: string, marker: string): string {
  return `printf '<%s>\\n' ${marker}; command eval ${quoted(command)}; printf '<%s:%d>\\n' ${marker} $?`;
}

/** Matches a screen as soon as it shows the end of the command. */
export function endOf(marker: string): RegExp {
  return new RegExp(`<${marker}:\\d+>`);
}

/** Reads output and exit code of a command from the text of a screen. */
export function findResult(screen: string, marker: string): FoundResult {
  const end = endOf(marker).exec(screen);
  if (end === null) return { kind: 'pending' };
  const begin = `<${marker}>\n`;
  const at = screen.indexOf(begin);
  const wasCleared = at === -1 && screen.split('\n').length < KEPT_LINES;
  if (at === -1 && !wasCleared) return { kind: 'lost' };
  const output = screen.slice(wasCleared ? 0 : at + begin.length, end.index);
  const exitCode = Number(/:(\d+)/.exec(end[0])?.[1]);
  return { kind: 'found', result: { output: output.replace(/\n$/, ''), exitCode } };
}

/** The command as one word. */
function quoted(command: string): string {
  if (![...command].some(isControl)) return `'${command.replaceAll("'", `'\\''`)}'`;
  const format = [...command].map((character) => (isSpecial(character) ? escaped(character) : character));
  // The substitution takes newlines from the end, which mean nothing there.
  return `"$(printf '${format.join('')}')"`;
}

function isControl(character: string): boolean {
  return character < ' ' || character === '\u007f';
}

/** True for what the line editor, the history, the quotes or `printf` would act on. */
function isSpecial(character: string): boolean {
  return isControl(character) || `%\\'!`.includes(character);
}

function escaped(character: string): string {
  return character === '%' ? '%%' : `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`;
}
