/** The command marks of a shell: OSC 133 as FinalTerm has it, with a word that only this shell knows. docs/command-marks.md */

export type Mark =
  /** A prompt begins. */
  | { readonly kind: 'prompt' }
  /**
   * A prompt ends, and a command is typed. `output`: what says where its output begins: a mark, the next line feed, or the
   * next one that does not only wrap the input.
   */
  | { readonly kind: 'input'; readonly output: 'mark' | 'line-feed' | 'unwrapped-line-feed' }
  /** The command goes on in another line. */
  | { readonly kind: 'more-input' }
  /** Output begins. `at`: the shell's clock, in milliseconds; undefined where it tells none. */
  | { readonly kind: 'output'; readonly at: number | undefined }
  /** A command has ended. `exitCode` is undefined where the shell does not tell it. */
  | { readonly kind: 'end'; readonly exitCode: number | undefined; readonly at: number | undefined };

/** Longest sequence that is looked at. The server's are shorter. */
const MAX_LENGTH = 256;

/**
 * Reads what follows `OSC 133 ;`; undefined for all that does not have the word, which programs may print.
 * @param word as the server told it; '' for none
 */
export function parseMark(data: string, word: string): Mark | undefined {
  if (word === '' || data.length > MAX_LENGTH) return undefined;
  const [kind, ...fields] = data.split(';');
  if (!fields.includes(`podshell=${word}`)) return undefined;
  const at = clockOf(fields.find((field) => field.startsWith('t='))?.slice(2));
  switch (kind) {
    case 'A':
      return { kind: 'prompt' };
    case 'B':
      if (fields.includes('lf=wrap')) return { kind: 'input', output: 'unwrapped-line-feed' };
      return { kind: 'input', output: fields.includes('lf') ? 'line-feed' : 'mark' };
    case 'P':
      return { kind: 'more-input' };
    case 'C':
      return { kind: 'output', at };
    case 'D':
      return { kind: 'end', exitCode: exitCodeOf(fields[0]), at };
    default:
      return undefined;
  }
}

/** Seconds with a fraction; the locale of the shell chooses its point. */
function clockOf(text: string | undefined): number | undefined {
  const match = /^(\d{1,12})[.,](\d{1,9})$/.exec(text ?? '');
  return match === null ? undefined : Number(`${match[1]}.${match[2]}`) * 1000;
}

function exitCodeOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,3}$/.test(text) ? Number(text) : undefined;
}
