/** Lists the entries of catalogs, to compare languages. */

export interface Entry {
  /** The keys of the entry, joined by dots. */
  readonly path: string;
  readonly value: unknown;
}

/** Every text and function of a catalog. */
export function entriesOf(messages: unknown, path = ''): Entry[] {
  if (typeof messages !== 'object' || messages === null) return [{ path, value: messages }];
  return Object.entries(messages).flatMap(([name, value]) =>
    entriesOf(value, path === '' ? name : `${path}.${name}`),
  );
}

/** Sample arguments for messages: names, counts, times, lists, a container. */
const SAMPLES: readonly unknown[] = [
  '',
  'web',
  0,
  1,
  1234,
  null,
  true,
  [],
  ['team-a'],
  ['team-a', 'team-b'],
  { name: 'web', state: 'waiting', reason: 'CrashLoopBackOff' },
  { name: 'web', state: 'terminated', reason: '', detail: 'May not.', missing: ['get'] },
];

/** Calls both with every combination of samples for which English returns a text. */
export function callBoth(
  english: unknown,
  translated: unknown,
): { args: unknown[]; english: string; translated: string }[] {
  if (!isMaker(english) || !isMaker(translated)) return [];
  return combinations(english.length).flatMap((args) => {
    const text = attempt(english, args);
    if (text === undefined) return [];
    return [{ args, english: text, translated: attempt(translated, args) ?? '' }];
  });
}

/** A text in one language, and in English. */
export interface TextPair {
  readonly path: string;
  readonly text: string;
  readonly english: string;
  /** True if a function returned it for samples. */
  readonly made: boolean;
}

/** Every text of a catalog, including those of functions for the samples. */
export function textsOf(messages: unknown, english: unknown): TextPair[] {
  const originals = new Map(entriesOf(english).map(({ path, value }) => [path, value]));
  return entriesOf(messages).flatMap(({ path, value }): TextPair[] => {
    const original = originals.get(path);
    if (typeof value === 'string') return [{ path, text: value, english: String(original), made: false }];
    return callBoth(original, value).map((answer) => ({
      path,
      text: answer.translated,
      english: answer.english,
      made: true,
    }));
  });
}

type Maker = (...args: unknown[]) => unknown;

function isMaker(value: unknown): value is Maker {
  return typeof value === 'function';
}

/** The arguments that a text contains. */
export function heldOf(text: string, args: readonly unknown[]): readonly unknown[] {
  const plain = text.replaceAll(',', '');
  return args
    .flat()
    .filter((arg) => (arg === 1234 || typeof arg === 'string') && plain.includes(String(arg)));
}

function attempt(make: Maker, args: unknown[]): string | undefined {
  try {
    const text = make(...args);
    return typeof text === 'string' ? text : undefined;
  } catch {
    return undefined;
  }
}

function combinations(count: number): unknown[][] {
  if (count === 0) return [[]];
  return combinations(count - 1).flatMap((before) => SAMPLES.map((sample) => [...before, sample]));
}
