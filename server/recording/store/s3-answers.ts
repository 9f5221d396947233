/** What S3 answers: XML of a few elements, and errors by code. */

import { isMissing, StoreError, type StoreErrorKind } from '../ports.ts';

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The texts of all elements with this name, which hold no other elements. */
export function textsOf(xml: string, name: string): readonly string[] {
  return [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(([, text = '']) => plain(text));
}

/** The first of {@link textsOf}. */
export function textOf(xml: string, name: string): string | undefined {
  return textsOf(xml, name)[0];
}

function plain(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos));/gi,
    (whole, decimal, hex, name) => {
      if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

/** Text that goes between tags. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

const THE_STORE = 'The store';

const FULL = new Set([
  'QuotaExceeded',
  'XMinioStorageFull',
  'XMinioAdminBucketQuotaExceeded',
  'InsufficientCapacity',
]);
const AGAIN = new Set([
  'InternalError',
  'OperationAborted',
  'IDPCommunicationError',
  'RequestTimeout',
  'ServiceUnavailable',
  'SlowDown',
  'Throttling',
  'ThrottlingException',
  'TooManyRequests',
]);

/**
 * What an answer means that is no success. The body may quote the request with its keys, so only the code is told.
 * @param what was asked for, for the log
 * @param who has answered
 */
export function errorOf(what: string, status: number, body: string, who = THE_STORE): StoreError {
  const code = /^\w{1,60}$/.exec(textOf(body, 'Code') ?? '')?.[0] ?? '';
  const answer = `${status}${code === '' ? '' : ` ${code}`}`;
  return new StoreError(kindOf(status, code), `${who} answered ${answer} to ${what}.`);
}

/**
 * A request that has failed without an answer. An error of the network names hosts and ports at most; what is secret of a
 * request is in its headers or its body.
 * @param what was asked for, for the log
 * @param who was asked
 */
export function noAnswer(what: string, error: unknown, who = THE_STORE): StoreError {
  if (error instanceof StoreError) return error;
  if (error instanceof Error && error.cause instanceof StoreError) return error.cause;
  const code = codeOf(error) ?? codeOf(error instanceof Error ? error.cause : undefined) ?? 'no connection';
  return new StoreError('unavailable', `${who} did not answer ${what} (${code}).`);
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

function kindOf(status: number, code: string): StoreErrorKind {
  if (FULL.has(code) || status === 507) return 'full';
  if (code === 'NoSuchUpload') return 'upload-gone';
  if (code === 'NoSuchKey' || (status === 404 && code === '')) return 'not-found';
  if (AGAIN.has(code) || status >= 500 || status === 429 || status === 408) return 'unavailable';
  return 'refused';
}

/** What is not there counts as removed. @throws what `removal` throws otherwise */
export async function unlessMissing(removal: Promise<unknown>): Promise<void> {
  await removal.catch((error: unknown) => {
    if (!isMissing(error)) throw error;
  });
}
