/** Finds web addresses in output. */

/** What ends an address: blanks, quotes and the like, and marks of other scripts, such as `。` and `（`. */
const NO_PART = String.raw`\s"'<>\x60{}|\\^()`;
const OTHER_MARK = String.raw`(?=\P{ASCII})[\p{P}\p{Z}\p{C}]`;
const PART = `(?!${OTHER_MARK})[^${NO_PART}]`;

/** Brackets belong to an address in pairs: `Foo_(bar)`, but not the last one of `(see https://example.com/a)`. */
const PAIR = String.raw`\((?:${PART})*\)`;

/** Marks that end a sentence are no end of an address. */
const LAST = String.raw`(?!${OTHER_MARK})[^${NO_PART}\x3a,.!?;~*\[\]]`;

export const LINK_PATTERN = new RegExp(`https?://(?:${PART}|${PAIR})*(?:${LAST}|${PAIR})`, 'iu');
