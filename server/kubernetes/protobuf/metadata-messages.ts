/** Fields of `k8s.io/apimachinery/pkg/apis/meta/v1/generated.proto` that lists need. */

import { UnreadableAnswerError } from '../errors/api-error.ts';
import type { ListMeta, ObjectMeta } from '../objects.ts';
import type { WireReader } from './wire-reader.ts';

/** Text that JSON leaves out when it is empty, as Kubernetes leaves out most. */
export function textOrNone(reader: WireReader): string | undefined {
  return reader.text() || undefined;
}

/** `ListMeta`. */
export function readListMeta(reader: WireReader): ListMeta {
  let resourceVersion: string | undefined;
  let next: string | undefined;
  let remainingItemCount: number | undefined;
  const end = reader.enter();
  while (reader.next(end)) {
    if (reader.field === 2) resourceVersion = textOrNone(reader);
    else if (reader.field === 3) next = textOrNone(reader);
    else if (reader.field === 4) remainingItemCount = reader.int();
    else reader.skip();
  }
  return { resourceVersion, continue: next, remainingItemCount };
}

/** `ObjectMeta` without managed fields and annotations, but for those in `annotationsKept`. */
export function readObjectMeta(reader: WireReader, annotationsKept: ReadonlySet<string>): ObjectMeta {
  // All fields from the beginning: objects of one shape are quicker to make and to read.
  const meta: ObjectMeta = {
    name: undefined,
    namespace: undefined,
    uid: undefined,
    resourceVersion: undefined,
    creationTimestamp: undefined,
    deletionTimestamp: undefined,
    labels: undefined,
    annotations: undefined,
    ownerReferences: undefined,
  };
  const end = reader.enter();
  while (reader.next(end)) {
    switch (reader.field) {
      case 1:
        meta.name = textOrNone(reader);
        break;
      case 3:
        meta.namespace = textOrNone(reader);
        break;
      case 5:
        meta.uid = textOrNone(reader);
        break;
      case 6:
        meta.resourceVersion = textOrNone(reader);
        break;
      case 8:
        meta.creationTimestamp = readTime(reader);
        break;
      case 9:
        meta.deletionTimestamp = readTime(reader);
        break;
      case 11:
        meta.labels ??= {};
        readEntry(reader, meta.labels);
        break;
      case 12:
        meta.annotations ??= {};
        readEntry(reader, meta.annotations, annotationsKept);
        break;
      case 13:
        meta.ownerReferences ??= [];
        meta.ownerReferences.push(readOwner(reader));
        break;
      default:
        reader.skip();
    }
  }
  return meta;
}

/** An entry of a map of texts. @param kept undefined: every key */
export function readEntry(
  reader: WireReader,
  into: Record<string, string>,
  kept?: ReadonlySet<string>,
): void {
  let key = '';
  let value = '';
  const end = reader.enter();
  while (reader.next(end)) {
    if (reader.field === 1) key = reader.text();
    else if (reader.field === 2 && (kept === undefined || kept.has(key))) value = reader.text();
    else reader.skip();
  }
  if (kept !== undefined && !kept.has(key)) return;
  if (key !== '__proto__') into[key] = value;
  // An assignment would set the prototype.
  else Object.defineProperty(into, key, { value, enumerable: true, configurable: true, writable: true });
}

function readOwner(reader: WireReader): NonNullable<ObjectMeta['ownerReferences']>[number] {
  let kind = '';
  let name = '';
  let controller = false;
  const end = reader.enter();
  while (reader.next(end)) {
    if (reader.field === 1) kind = reader.text();
    else if (reader.field === 3) name = reader.text();
    else if (reader.field === 6) controller = reader.bool();
    else reader.skip();
  }
  return { kind, name, controller };
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
