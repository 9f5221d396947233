/** Splits what the user wants to run into words, as a POSIX shell does without expansions. */

/** A bare or escaped part, a single-quoted one, a double-quoted one. */
const PART = /\\([\s\S])|'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|([^\s\\'"]+)/y;

/** @returns the words; null when a quote is not closed or a backslash is last */
export function wordsOf(line: string): readonly string[] | null {
  const words: string[] = [];
  let word: string | null = null;
  for (let at = 0; at < line.length; ) {
    if (/\s/.test(line[at] ?? '')) {
      if (word !== null) words.push(word);
      word = null;
      at += 1;
      continue;
    }
    PART.lastIndex = at;
    const part = PART.exec(line);
    if (part === null) return null;
    const [, escaped, single, double, bare] = part;
    // In double quotes a backslash escapes only these (POSIX.1-2024, 2.2.3).
    word = (word ?? '') + (escaped ?? single ?? double?.replace(/\\([$`"\\])/g, '$1') ?? bare ?? '');
    at = PART.lastIndex;
  }
  if (word !== null) words.push(word);
  return words;
}

/** What the server is asked for: a shell by its name or path, or a command with arguments. */
export function wantedOf(line: string | undefined): {
  readonly shell?: string;
  readonly command?: readonly string[];
} {
  const words = line === undefined ? [] : (wordsOf(line) ?? []);
  const [first] = words;
  if (first === undefined) return {};
  return words.length === 1 ? { shell: first } : { command: words };
}
