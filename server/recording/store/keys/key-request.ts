/** Requests for keys, to whoever gives them for a token. */

import { readFile } from 'node:fs/promises';
import { unreadable } from '#server/config/recording/s3-keys.ts';
import { StoreError } from '../../ports.ts';
import { errorOf, noAnswer } from '../s3-answers.ts';

/** Who gives keys, at the start of a sentence. */
export const GIVERS = {
  file: 'The file of AWS_SHARED_CREDENTIALS_FILE',
  'web-identity': 'The token service',
  container: "The container's platform",
} as const;

export interface KeyRequest {
  /** Of {@link GIVERS}. */
  readonly who: string;
  /** For errors. */
  readonly what: string;
  readonly url: string;
  readonly init: RequestInit;
}

/**
 * @returns the body of the answer
 * @throws StoreError `refused` or `unavailable`. It holds neither the token nor anything of the answer but its code
 */
export async function askForKeys({ who, what, url, init }: KeyRequest): Promise<string> {
  let response: Response;
  let body: string;
  try {
    response = await fetch(url, { ...init, redirect: 'manual' });
    body = await response.text();
  } catch (error) {
    throw noAnswer(what, error, who);
  }
  if (response.ok) return body;
  const { kind, message } = errorOf(what, response.status, body, who);
  // What is missing here is no object.
  throw new StoreError(kind === 'unavailable' ? kind : 'refused', message);
}

/** As it is now: whoever makes tokens writes new ones there. @throws StoreError */
export async function readToken(variable: string, file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new StoreError('refused', unreadable(variable, error).message);
  });
  const token = text.trim();
  if (!isToken(token)) throw new StoreError('refused', `${variable} names a file without a token.`);
  return token;
}

/** Fit for a header, so that no error has to quote it. */
export function isToken(text: string): boolean {
  return /^[\x21-\x7e]{1,20000}$/.test(text);
}
