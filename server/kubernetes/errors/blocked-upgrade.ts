import type { StatusObject } from '../objects.ts';
import { ApiStatusError, parseStatus } from './api-error.ts';

/**
 * A WebSocket handshake that did not get through to the API server: a proxy on the way answered it, or passed it on as a
 * plain request.
 */
export class BlockedUpgradeError extends ApiStatusError {}

/** The connection closed before the WebSocket handshake was answered. The cause is the connection's error. */
export class DroppedUpgradeError extends Error {
  constructor(cause: unknown) {
    super('The connection closed during the WebSocket handshake', { cause });
    this.name = 'DroppedUpgradeError';
  }
}

/** The WebSocket handshake was not answered in time: a node that hangs keeps the API server waiting. */
export class UnansweredUpgradeError extends Error {
  /** As for a connection that timed out. */
  readonly code = 'ETIMEDOUT';

  constructor() {
    super('The WebSocket handshake was not answered in time');
    this.name = 'UnansweredUpgradeError';
  }
}

/** What API servers say to an exec without `Upgrade` (recorded from 1.36; the same words since 1.5). */
const UPGRADE_MISSING = 'Upgrade request required';

/** Statuses that an API server or kubelet gives to an exec as a Status object only. */
const PROXY_STATUSES = new Set([405, 426, 501, 502, 503]);

/** The error for a handshake that was answered with something else than 101. */
export function refusedUpgrade(httpStatus: number, body: string, retryAfterMs?: number): ApiStatusError {
  const error = ApiStatusError.fromBody(httpStatus, body, retryAfterMs);
  if (!isFromProxy(error, body)) return error;
  return new BlockedUpgradeError(httpStatus, error.reason, error.apiMessage, retryAfterMs);
}

function isFromProxy({ httpStatus, apiMessage }: ApiStatusError, body: string): boolean {
  if (apiMessage === UPGRADE_MISSING) return true;
  if (isStatus(parseStatus(body))) return false;
  if (httpStatus < 400 || PROXY_STATUSES.has(httpStatus)) return true;
  // A kubelet's own 400 and 403 are a line of text.
  return (httpStatus === 400 || httpStatus === 403) && /^\s*(<|$)/.test(body);
}

function isStatus(status: StatusObject | undefined): boolean {
  return status !== undefined && (status.reason !== undefined || status.message !== undefined);
}
