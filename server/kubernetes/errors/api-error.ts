import { visibleText } from '#protocol/visible-text.ts';
import type { StatusObject } from '../objects.ts';

/** What the API server, or something before it, answered instead of what was asked for. */
export class ApiStatusError extends Error {
  readonly httpStatus: number;
  /** The server's words; may be empty. */
  readonly apiMessage: string;
  /** For instance `Forbidden` or `Expired`; empty when the body was no status object. */
  readonly reason: string;
  /** How long to wait before the same request may be sent again, in milliseconds; undefined: it is of no use. */
  readonly retryAfterMs: number | undefined;

  constructor(httpStatus: number, reason: string, apiMessage: string, retryAfterMs?: number) {
    super(`HTTP ${httpStatus} ${reason}: ${apiMessage}`);
    this.name = 'ApiStatusError';
    this.httpStatus = httpStatus;
    this.reason = reason;
    this.apiMessage = apiMessage;
    this.retryAfterMs = retryAfterMs;
  }

  /** From an HTTP body: a JSON `Status`, the kubelet's plain text, or a proxy's page. */
  static fromBody(httpStatus: number, body: string, retryAfterMs?: number): ApiStatusError {
    const status = parseStatus(body);
    if (status !== undefined) return ApiStatusError.fromStatus(status, httpStatus, retryAfterMs);
    return new ApiStatusError(httpStatus, '', clean(body), retryAfterMs);
  }

  /** From a status object, for instance of a watch's ERROR event. */
  static fromStatus(
    status: StatusObject,
    httpStatus = status.code ?? 0,
    retryAfterMs?: number,
  ): ApiStatusError {
    return new ApiStatusError(httpStatus, status.reason ?? '', clean(status.message ?? ''), retryAfterMs);
  }
}

/** The kubeconfig's credentials could not be had: an exec plugin failed, a file is missing. */
export class CredentialsError extends Error {
  constructor(cause: unknown) {
    super('The credentials of the kubeconfig could not be read', { cause });
    this.name = 'CredentialsError';
  }
}

/** An answer, or a line of a stream, is longer than what is read into memory. */
export class AnswerTooLargeError extends Error {
  readonly maxBytes: number;

  constructor(maxBytes: number) {
    super(`The answer is longer than ${maxBytes} bytes`);
    this.name = 'AnswerTooLargeError';
    this.maxBytes = maxBytes;
  }
}

/** The answer is not what the Kubernetes API specifies. */
export class UnreadableAnswerError extends Error {
  constructor(cause: unknown) {
    super('The answer could not be read', { cause });
    this.name = 'UnreadableAnswerError';
  }
}

/** True when the cluster answers and refuses. That may pass, but asking again at once is of no use. */
export function isRefusal(error: unknown): boolean {
  return error instanceof ApiStatusError && [400, 401, 403, 404].includes(error.httpStatus);
}

/** True for 403: the caller is known and may not. */
export function isForbidden(error: unknown): boolean {
  return error instanceof ApiStatusError && error.httpStatus === 403;
}

/** True for 404. */
export function isNotFound(error: unknown): boolean {
  return error instanceof ApiStatusError && error.httpStatus === 404;
}

/** True for 410: a resource version or a continue token is too old. */
export function isExpired(error: unknown): boolean {
  return error instanceof ApiStatusError && (error.httpStatus === 410 || error.reason === 'Expired');
}

/** A JSON status object, or undefined for anything else. */
export function parseStatus(text: string): StatusObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const fields = value as Record<string, unknown>;
    const isText = (field: unknown): boolean => field === undefined || typeof field === 'string';
    return isText(fields.message) && isText(fields.reason) ? (value as StatusObject) : undefined;
  } catch {
    return undefined;
  }
}

const MAX_MESSAGE = 500;

/** One line for a person: an HTML page of a proxy or a flood of text is of no use there. */
function clean(text: string): string {
  if (/^\s*</.test(text)) return '';
  // White space first: the line breaks of a message become spaces, not pictures.
  const line = visibleText(text.replace(/\s+/gu, ' ')).trim();
  return line.length > MAX_MESSAGE ? `${line.slice(0, MAX_MESSAGE)}…` : line;
}
