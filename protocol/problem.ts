/** Errors over HTTP: RFC 9457 `application/problem+json` with a stable `code`. */

export const PROBLEM_CONTENT_TYPE = 'application/problem+json';

/** The detail of every `internal-error`: the cause is in the server's log, and is nobody else's business. */
export const INTERNAL_ERROR_DETAIL = 'Podshell hit an internal error. Try again, or check the server log.';

/** Every code an API route may answer, with its HTTP status and title. Codes are never renamed. */
export const PROBLEMS = {
  'bad-request': { status: 400, title: 'Bad request' },
  unauthenticated: { status: 401, title: 'Not signed in' },
  'cluster-unauthenticated': { status: 401, title: 'Authentication to the cluster failed' },
  'token-rejected': { status: 401, title: 'Token not accepted' },
  'sign-in-failed': { status: 401, title: 'Sign-in failed' },
  'context-required': { status: 400, title: 'Choose a context' },
  'reason-required': { status: 400, title: 'Reason required' },
  'reason-optional': { status: 400, title: 'Reason asked for' },
  forbidden: { status: 403, title: 'Permission denied' },
  'impersonation-refused': { status: 403, title: 'Podshell may not act as you' },
  'origin-rejected': { status: 403, title: 'Request from another site rejected' },
  'not-found': { status: 404, title: 'Not found' },
  'pod-not-found': { status: 404, title: 'Pod not found' },
  'container-not-found': { status: 404, title: 'Container not found' },
  'previous-log-not-found': { status: 404, title: 'No previous log' },
  'context-not-found': { status: 404, title: 'Context not found' },
  'view-not-found': { status: 404, title: 'Link not valid' },
  'session-not-found': { status: 404, title: 'Session not found' },
  'recording-not-found': { status: 404, title: 'Recording not found' },
  'method-not-allowed': { status: 405, title: 'Method not allowed' },
  'context-unusable': { status: 409, title: 'Context cannot be used' },
  'container-not-running': { status: 409, title: 'Container is not running' },
  'recording-unfinished': { status: 409, title: 'Recording is not complete yet' },
  'recording-incomplete': { status: 410, title: 'Recording has no file' },
  'recording-encrypted': { status: 409, title: 'Recording is encrypted' },
  'body-too-large': { status: 413, title: 'Request body is too large' },
  'range-not-satisfiable': { status: 416, title: 'Range outside of the file' },
  'host-rejected': { status: 421, title: 'Host name not accepted' },
  'view-limit': { status: 429, title: 'Too many links' },
  'session-limit': { status: 429, title: 'Too many sessions' },
  'too-many-attempts': { status: 429, title: 'Too many attempts to sign in' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  'headers-too-large': { status: 431, title: 'Request headers are too large' },
  'internal-error': { status: 500, title: 'Internal error' },
  'cluster-error': { status: 502, title: 'Unexpected response from the cluster' },
  'credential-plugin-failed': { status: 502, title: 'Credential plugin failed' },
  'credential-plugin-timeout': { status: 504, title: 'Credential plugin did not finish' },
  'cluster-unreachable': { status: 503, title: 'Cluster unreachable' },
  'sign-in-unavailable': { status: 503, title: 'Identity provider unavailable' },
  'audit-unavailable': { status: 503, title: 'Audit log cannot be written' },
  'recording-store-unavailable': { status: 503, title: 'Recordings unavailable' },
  'recording-unavailable': { status: 503, title: 'Store of recordings unavailable' },
  draining: { status: 503, title: 'Server is shutting down' },
  'replica-unreachable': { status: 503, title: 'Podshell replica unreachable' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof PROBLEMS;

/** True for a code of this table; a newer server may send others. */
export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(PROBLEMS, code);
}

/** The body of a refused request. */
export interface Problem {
  readonly status: number;
  readonly title: string;
  /** What happened and what to do next, for a person. */
  readonly detail: string;
  readonly code: string;
}

/**
 * A failure with a stable code, thrown by any room and mapped to an answer at the edge.
 * Recognise it with {@link isPodshellError}: bundles hold copies of this class, so `instanceof` may be false.
 */
export class PodshellError extends Error {
  readonly code: ProblemCode;

  /** @param detail one sentence or two: the cause, then the next step. It reaches the user, so nothing secret. */
  constructor(code: ProblemCode, detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.name = 'PodshellError';
    this.code = code;
  }
}

/** For whoever has no sign-in. */
export function notSignedIn(): PodshellError {
  return new PodshellError('unauthenticated', 'You are not signed in. Sign in and try again.');
}

/** For whoever had one. */
export function signInEnded(): PodshellError {
  return new PodshellError('unauthenticated', 'Your sign-in has ended. Sign in again.');
}

/** True for a {@link PodshellError} of any bundle. */
export function isPodshellError(error: unknown): error is PodshellError {
  return (
    error instanceof Error && 'code' in error && typeof error.code === 'string' && isProblemCode(error.code)
  );
}

/** The RFC 9457 body for a code and its detail. */
export function toProblem(code: ProblemCode, detail: string): Problem {
  return { ...PROBLEMS[code], detail, code };
}
