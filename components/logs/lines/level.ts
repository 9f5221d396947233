/** How grave a line is, by the words that most logging libraries use. */

export type Level = 'error' | 'warn' | 'info' | 'debug';

/** From the gravest on. */
export const LEVELS: readonly Level[] = ['error', 'warn', 'info', 'debug'];

/** A level stands near the beginning; words further on are what the line is about. UTF-16 units. */
const LOOKED_AT = 300;

const BY_WORD: Readonly<Record<string, Level>> = {
  fatal: 'error',
  panic: 'error',
  critical: 'error',
  crit: 'error',
  emerg: 'error',
  alert: 'error',
  error: 'error',
  err: 'error',
  severe: 'error',
  warning: 'warn',
  warn: 'warn',
  notice: 'info',
  info: 'info',
  debug: 'debug',
  trace: 'debug',
  fine: 'debug',
};

/** Of klog, which Kubernetes itself uses: `E1127 12:00:00.000000`. */
const BY_LETTER: Readonly<Record<string, Level>> = {
  E: 'error',
  F: 'error',
  W: 'warn',
  I: 'info',
  D: 'debug',
};

/** Of pino and bunyan. */
const BY_NUMBER: Readonly<Record<string, Level>> = {
  60: 'error',
  50: 'error',
  40: 'warn',
  30: 'info',
  20: 'debug',
  10: 'debug',
};

const WORDS = Object.keys(BY_WORD).join('|');
const KLOG = /^([EFWID])\d{4} \d\d:\d\d/;
/** `"level":"error"`, `level=warn`, `"severity":"ERROR"`, `"level":50`. */
const FIELD = new RegExp(`\\b(?:level|severity|lvl)"?\\s*[=:]\\s*"?(${WORDS}|\\d\\d)\\b`, 'i');
/** `ERROR`, `[warn]`, `<info>`, `error:`; not a word in the middle of a sentence. */
const WORD = new RegExp(`\\b(${WORDS.toUpperCase()})\\b|[[<](${WORDS})[\\]>]|^(${WORDS}):`);
const BRACKETED = new RegExp(`[[<(](${WORDS})[\\]>)]`, 'i');

/** @param plain the line without colors @returns undefined where the line names none */
export function levelOf(plain: string): Level | undefined {
  const start = plain.length > LOOKED_AT ? plain.slice(0, LOOKED_AT) : plain;
  const letter = KLOG.exec(start)?.[1];
  if (letter !== undefined) return BY_LETTER[letter];
  const field = FIELD.exec(start)?.[1]?.toLowerCase();
  if (field !== undefined) return BY_WORD[field] ?? BY_NUMBER[field];
  const word = WORD.exec(start) ?? BRACKETED.exec(start);
  const found = word?.slice(1).find((part) => part !== undefined);
  return found === undefined ? undefined : BY_WORD[found.toLowerCase()];
}
