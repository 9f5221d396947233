/** What an error of openid-client means. Its own errors hold answers and tokens, so they must reach no log. */

import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client';
import { UnusableAnswerError } from './provider-fetch.ts';

export type ProviderFault =
  /** No answer, or none that makes sense. `why` is for the log. */
  | { readonly kind: 'unavailable'; readonly why: string }
  /** The provider says no. `error` is its OAuth error code (RFC 6749, sections 4.1.2.1 and 5.2). */
  | { readonly kind: 'refused'; readonly error: string; readonly why: string }
  /** The answer is not for this sign-in: another nonce, audience or time. */
  | { readonly kind: 'mismatched'; readonly why: string };

const MISMATCHED = new Set(['OAUTH_JWT_CLAIM_COMPARISON_FAILED', 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED']);

/** Codes by which a provider says that it has trouble of its own. */
const ITS_OWN_TROUBLE = new Set(['server_error', 'temporarily_unavailable']);

export function faultOf(error: unknown): ProviderFault {
  if (error instanceof AuthorizationResponseError || error instanceof ResponseBodyError) {
    const code = plain(error.error);
    const why = `error ${code}`;
    const isBusy = error instanceof ResponseBodyError && error.status === 429;
    if (isBusy || ITS_OWN_TROUBLE.has(code)) return { kind: 'unavailable', why };
    return { kind: 'refused', error: code, why };
  }
  // How a token endpoint refuses a client that authenticates by header (RFC 6749, section 5.2).
  if (error instanceof WWWAuthenticateChallengeError) {
    return { kind: 'refused', error: 'invalid_client', why: `HTTP status ${error.status}` };
  }
  if (error instanceof ClientError) {
    const code = error.code ?? '';
    if (MISMATCHED.has(code)) return { kind: 'mismatched', why: code };
    return {
      kind: 'unavailable',
      why: statusOf(error.cause) ?? (code === '' ? reasonOf(error.cause) : code),
    };
  }
  return { kind: 'unavailable', why: reasonOf(error) };
}

function statusOf(cause: unknown): string | undefined {
  return cause instanceof Response ? `HTTP status ${cause.status}` : undefined;
}

/** The code of a network error; messages may quote what was received. */
function reasonOf(error: unknown): string {
  if (error instanceof UnusableAnswerError) return error.message;
  if (!(error instanceof Error)) return 'unknown';
  const { cause } = error;
  const code = (cause as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? plain(code) : error.name;
}

/** Codes come from the other side, and go into the log. */
function plain(code: string): string {
  return /^[\w.-]{1,60}$/.test(code) ? code : 'unreadable';
}
