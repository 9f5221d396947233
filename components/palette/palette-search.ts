/** Ranks the palette's entries by what was typed. */

export interface Findable {
  readonly label: string;
  readonly keywords?: string | undefined;
}

/**
 * How well an entry matches: 0 not at all, more is better. Every word must match; best at the start of the label, then
 * at the start of a word, then anywhere in the label, then in the keywords.
 */
function score(entry: Findable, words: readonly string[]): number {
  const label = entry.label.toLowerCase();
  const keywords = entry.keywords?.toLowerCase() ?? '';
  let sum = 1;
  for (const word of words) {
    const at = label.indexOf(word);
    if (at === 0) sum += 8;
    else if (at > 0) sum += /[a-z0-9]/.test(label[at - 1] ?? '') ? 2 : 4;
    else if (keywords.includes(word)) sum += 1;
    else return 0;
  }
  return sum;
}

/** The words that entries are searched for, in lower case. `team-a/web` is two. */
export function wordsOf(typed: string): readonly string[] {
  return typed
    .toLowerCase()
    .split(/[\s/]+/)
    .filter(Boolean);
}

/** True if a word is in the label, not only in the keywords. */
export function isNamed({ label }: Findable, words: readonly string[]): boolean {
  const lower = label.toLowerCase();
  return words.some((word) => lower.includes(word));
}

/** The best entries, at most `most`; equal ones keep their order. Without words, the first ones. */
export function findBest<Entry extends Findable>(
  entries: readonly Entry[],
  words: readonly string[],
  most: number,
): readonly Entry[] {
  if (words.length === 0) return entries.slice(0, most);
  const found: { entry: Entry; points: number }[] = [];
  for (const entry of entries) {
    const points = score(entry, words);
    if (points > 0) found.push({ entry, points });
  }
  return found
    .sort((a, b) => b.points - a.points)
    .slice(0, most)
    .map(({ entry }) => entry);
}
