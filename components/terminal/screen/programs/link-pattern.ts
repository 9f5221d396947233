/** Finds web addresses in output. */

/** Characters that end an address: blanks, quotes, and punctuation of other scripts, such as `。` and `（`. */
const NO_PART = String.raw`\s"'<>\x60{}|\\^()`;
const OTHER_MARK = String.raw`(?=\P{ASCII})[\p{P}\p{Z}\p{C}]`;
const PART = `(?!${OTHER_MARK})[^${NO_PART}]`;

/** Only pairs of brackets belong to an address: `Foo_(bar)`, but not the last one of `(see https://example.com/a)`. */
const PAIR = String.raw`\((?:${PART})*\)`;

/** An address does not end in punctuation that ends a sentence. */
const LAST = String.raw`(?!${OTHER_MARK})[^${NO_PART}\x3a,.!?;~*\[\]]`;

export const LINK_PATTERN = new RegExp(`https?://(?:${PART}|${PAIR})*(?:${LAST}|${PAIR})`, 'iu');
