/** Wraps every API route: runs the handler for the caller, and turns errors into problems (RFC 9457). */

import { REPLICA_RETRY_SECONDS } from '#protocol/limits.ts';
import {
  INTERNAL_ERROR_DETAIL,
  isPodshellError,
  PROBLEM_CONTENT_TYPE,
  type ProblemCode,
  toProblem,
} from '#protocol/problem.ts';
import { type Caller, getRuntime, type Runtime } from '#server/runtime.ts';

export interface ApiCall<Params> {
  readonly request: Request;
  readonly params: Params;
  readonly runtime: Runtime;
  readonly caller: Caller;
}

/** Sent with every 429 that does not say another. */
const RETRY_AFTER_SECONDS = '5';

/** A route as Next calls it. */
export type Route<Params> = (request: Request, context: { params: Promise<Params> }) => Promise<Response>;

/**
 * Wraps a handler. A thrown error with one of our codes becomes its problem. Any other error is a bug: it is logged
 * once, and the client gets `internal-error` without a cause.
 */
export function answer<Params = Record<never, never>>(
  handle: (call: ApiCall<Params>) => Promise<Response> | Response,
): Route<Params> {
  return answerAnybody<Params>(async (call) => handle({ ...call, caller: call.runtime.caller() }));
}

/** As {@link answer}, for the few routes that are open to everybody: those that sign in. */
export function answerAnybody<Params = Record<never, never>>(
  handle: (call: Omit<ApiCall<Params>, 'caller'>) => Promise<Response> | Response,
): Route<Params> {
  return async (request, context) => {
    try {
      return await handle({ request, params: await context.params, runtime: getRuntime() });
    } catch (error) {
      if (isPodshellError(error)) {
        getRuntime().reportRefusal(error);
        return problem(error.code, error.message, headersOf(error));
      }
      getRuntime().reportFailure(error);
      return problem('internal-error', INTERNAL_ERROR_DETAIL);
    }
  };
}

function headersOf(error: object): Record<string, string> {
  if ('retryAfterSeconds' in error) return { 'retry-after': String(error.retryAfterSeconds) };
  // How long the file is that has no such range.
  return 'size' in error ? { 'content-range': `bytes */${error.size}` } : {};
}

/** A route for unsupported methods. `allowed` goes into the Allow header. */
export function methodNotAllowed(...allowed: readonly string[]): () => Response {
  const methods = allowed.join(', ');
  return () =>
    problem('method-not-allowed', `Method not allowed. This path supports ${methods}.`, { allow: methods });
}

/** A JSON response that must not be cached. */
export function json(
  body: unknown,
  init: { status?: number; headers?: Record<string, string> } = {},
): Response {
  return Response.json(body, {
    status: init.status ?? 200,
    headers: { 'cache-control': 'no-store', ...init.headers },
  });
}

function retryAfter(code: ProblemCode, status: number): Record<string, string> {
  if (code === 'replica-unreachable') return { 'retry-after': String(REPLICA_RETRY_SECONDS) };
  return status === 429 ? { 'retry-after': RETRY_AFTER_SECONDS } : {};
}

/** An RFC 9457 response. */
export function problem(code: ProblemCode, detail: string, headers: Record<string, string> = {}): Response {
  const body = toProblem(code, detail);
  return json(body, {
    status: body.status,
    headers: { 'content-type': PROBLEM_CONTENT_TYPE, ...retryAfter(code, body.status), ...headers },
  });
}
