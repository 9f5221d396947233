/** Fields of `k8s.io/apimachinery/pkg/apis/meta/v1/generated.proto` that lists need. */

import { UnreadableAnswerError } from '../errors/api-error.ts';
import type { ListMeta, ObjectMeta } from '../objects.ts';
import { all, as, bool, int, message, type ReadValue, text, textOrNone } from './read-message.ts';
import type { WireReader } from './wire-reader.ts';

/** `ListMeta`. */
export const readListMeta = message<ListMeta>(
  () => ({ resourceVersion: undefined, continue: undefined, remainingItemCount: undefined }),
  { 2: as('resourceVersion', textOrNone), 3: as('continue', textOrNone), 4: as('remainingItemCount', int) },
);

type Owner = NonNullable<ObjectMeta['ownerReferences']>[number];

const readOwner = message<Owner>(() => ({ kind: '', name: '', controller: false }), {
  1: as('kind', text),
  3: as('name', text),
  6: as('controller', bool),
});

/** How `ObjectMeta` is read: without managed fields and annotations, but for those in `annotationsKept`. */
export function objectMeta(annotationsKept: ReadonlySet<string>): (reader: WireReader) => ObjectMeta {
  return message<ObjectMeta>(
    () => ({
      name: undefined,
      namespace: undefined,
      uid: undefined,
      resourceVersion: undefined,
      creationTimestamp: undefined,
      deletionTimestamp: undefined,
      labels: undefined,
      annotations: undefined,
      ownerReferences: undefined,
    }),
    {
      1: as('name', textOrNone),
      3: as('namespace', textOrNone),
      5: as('uid', textOrNone),
      6: as('resourceVersion', textOrNone),
      8: as('creationTimestamp', readTime),
      9: as('deletionTimestamp', readTime),
      11: as('labels', texts()),
      12: as('annotations', texts(annotationsKept)),
      13: as('ownerReferences', all(readOwner)),
    },
  );
}

/** A map of texts, of which each entry is a field. @param kept undefined: every key */
export function texts(kept?: ReadonlySet<string>): ReadValue<Record<string, string>> {
  return (reader, into = {}) => {
    let key = '';
    let value = '';
    const end = reader.enter();
    while (reader.next(end)) {
      if (reader.field === 1) key = reader.text();
      else if (reader.field === 2 && (kept === undefined || kept.has(key))) value = reader.text();
      else reader.skip();
    }
    if (kept === undefined || kept.has(key)) put(into, key, value);
    return into;
  };
}

function put(into: Record<string, string>, key: string, value: string): void {
  if (key !== '__proto__') into[key] = value;
  // An assignment would set the prototype.
  else Object.defineProperty(into, key, { value, enumerable: true, configurable: true, writable: true });
}

/** `Time` as RFC 3339, in seconds as in JSON; undefined for the zero time, which has no fields. */
export function readTime(reader: WireReader): string | undefined {
  let seconds: number | undefined;
  const end = reader.enter();
  while (reader.next(end)) {
    if (reader.field === 1) seconds = reader.int();
    else reader.skip();
  }
  if (seconds === undefined) return undefined;
  if (!(seconds >= FIRST_SECOND && seconds <= LAST_SECOND)) {
    throw new UnreadableAnswerError(new Error('Protobuf: a time is outside of the years 0 to 9999'));
  }
  return rfc3339(new Date(seconds * 1000));
}

/** Made at once from its characters: a part of a longer text would keep that one in memory. */
function rfc3339(date: Date): string {
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth() + 1;
  const day = date.getUTCDate();
  const hour = date.getUTCHours();
  const minute = date.getUTCMinutes();
  const second = date.getUTCSeconds();
  return String.fromCharCode(
    digit(year, 1000),
    digit(year, 100),
    digit(year, 10),
    digit(year, 1),
    DASH,
    digit(month, 10),
    digit(month, 1),
    DASH,
    digit(day, 10),
    digit(day, 1),
    T,
    digit(hour, 10),
    digit(hour, 1),
    COLON,
    digit(minute, 10),
    digit(minute, 1),
    COLON,
    digit(second, 10),
    digit(second, 1),
    Z,
  );
}

const ZERO = 0x30;
const DASH = 0x2d;
const COLON = 0x3a;
const T = 0x54;
const Z = 0x5a;

/** Character code of a decimal digit. @param unit 1, 10, 100... */
function digit(value: number, unit: number): number {
  return ZERO + (Math.floor(value / unit) % 10);
}

/** What RFC 3339 can say, in seconds since 1970. */
const FIRST_SECOND = Date.parse('0000-01-01T00:00:00Z') / 1000;
const LAST_SECOND = Date.parse('9999-12-31T23:59:59Z') / 1000;
