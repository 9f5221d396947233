/** The one reader of answers of our API: what it says, or why there is no answer, as a code and the server's words. */

import { noteSignInEnded } from './sign-in-end.ts';

/** `code` is stable; `detail` is the server's cause and next step in sentences, '' when the code says it all. */
export interface Failure {
  readonly code: string;
  readonly detail: string;
}

export type Answer<Body> =
  | { readonly kind: 'answered'; readonly body: Body }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Nothing came back: the network, a proxy or the server is down. */
export const NO_ANSWER: Failure = { code: 'server-unreachable', detail: '' };

/**
 * Asks and reads the answer. Never rejects; after an abort, the answer is of no interest.
 * @param read takes the body of a 2xx answer; what it throws as a SyntaxError means that another program has answered
 */
export async function ask<Body>(
  request: () => Promise<Response>,
  read: (response: Response) => Promise<Body>,
): Promise<Answer<Body>> {
  try {
    const response = await request();
    if (!response.ok) return { kind: 'failed', failure: await readFailure(response) };
    try {
      return { kind: 'answered', body: await read(response) };
    } catch (error) {
      if (error instanceof SyntaxError) return { kind: 'failed', failure: badAnswer(response) };
      throw error;
    }
  } catch {
    return { kind: 'failed', failure: NO_ANSWER };
  }
}

/**
 * The failure in an answer that is not 2xx: a problem of ours (RFC 9457), or whatever a proxy has put in its place.
 * @throws TypeError when the connection breaks before the body is there
 */
export async function readFailure(response: Response): Promise<Failure> {
  const body = parsed(await response.text());
  // Checked by hand: the schemas would bring their library, 40 kB, into a page that has to open fast.
  const isOurs = hasTexts(body, 'code', 'detail');
  const isSignedOut = response.status === 401 && (!isOurs || body.code === 'unauthenticated');
  if (isSignedOut) noteSignInEnded();
  if (isOurs) return { code: body.code, detail: body.detail };
  return isSignedOut ? { code: 'unauthenticated', detail: '' } : badAnswer(response);
}

/** True for an object that holds a text under each of the names. */
export function hasTexts<Name extends string>(
  body: unknown,
  ...names: readonly Name[]
): body is Readonly<Record<Name, string>> {
  if (typeof body !== 'object' || body === null) return false;
  return names.every((name) => typeof (body as Record<string, unknown>)[name] === 'string');
}

function badAnswer({ status, statusText }: Response): Failure {
  return { code: 'bad-answer', detail: `HTTP ${status} ${statusText}`.trim() };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
