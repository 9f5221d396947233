/** Finds the name that was probably meant by a misspelt one. */

/** Edits that count as a slip: one for every so many characters of the shorter name. */
const CHARACTERS_AN_EDIT = 6;

/**
 * Returns the known name that is nearest, or undefined when none is near enough to be what was meant: a few edits
 * away, the same words in another order, or with words missing or added at the end.
 */
export function likelyName(name: string, known: readonly string[]): string | undefined {
  const extended = known.filter((one) => one.startsWith(`${name}_`) || name.startsWith(`${one}_`));
  const reordered = known.filter((one) => sortedWords(one) === sortedWords(name));
  const near = known
    .map((one) => ({ one, edits: editDistance(name, one) }))
    .filter(({ one, edits }) => edits <= Math.min(one.length, name.length) / CHARACTERS_AN_EDIT)
    .sort((a, b) => a.edits - b.edits)
    .map(({ one }) => one);
  return [...reordered, ...near, ...extended][0];
}

/** Insertions, deletions and replacements of one character that turn one text into the other (Levenshtein). */
export function editDistance(from: string, to: string): number {
  let above = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [row, character] of [...from].entries()) {
    const line = [row + 1];
    for (const [column, other] of [...to].entries()) {
      const replaced = (above[column] ?? 0) + (character === other ? 0 : 1);
      line.push(Math.min(replaced, (above[column + 1] ?? 0) + 1, (line[column] ?? 0) + 1));
    }
    above = line;
  }
  return above.at(-1) ?? 0;
}

function sortedWords(name: string): string {
  return name.split('_').sort().join('_');
}
