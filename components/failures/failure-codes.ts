/** Every failure that a page may have to explain, and what does not depend on the language. */

import type { CloseFailureCode, EndCode } from '#protocol/end-codes.ts';
import type { ProblemCode } from '#protocol/problem.ts';

/** Codes that a page gives to answers that are no problem of the server. */
type BrowserCode =
  /** No HTTP answer at all. */
  | 'server-unreachable'
  /** An HTTP answer that Podshell does not give, for instance the error page of a proxy. */
  | 'bad-answer'
  /** A recording's file is none, or the code that reads it could not be loaded. */
  | 'recording-unreadable'
  /** Any code that this page does not know: the server may be newer. */
  | 'unknown';

export type FailureCode = ProblemCode | EndCode | CloseFailureCode | BrowserCode;

/** What the user can do about a shell that failed. */
export type FailureAction =
  | 'sign-in'
  | 'new-shell'
  | 'try-again'
  | 'take-back'
  | 'reload'
  /** Another shell or command in the same container. */
  | 'other-shell'
  /** A debug container: for an image without the program, or a container that does not run. */
  | 'debug'
  | 'pods';

/** Names of pictures; `failure-icon.tsx` draws them. */
export type FailureIconName =
  | 'access'
  | 'sign-in'
  | 'missing'
  | 'cluster'
  | 'network'
  | 'stopped'
  | 'limit'
  | 'question'
  | 'fault';

export interface FailureTraits {
  readonly icon: FailureIconName;
  readonly tone: 'info' | 'warn' | 'bad';
  /** Offered where a shell failed, best first. */
  readonly actions: readonly [FailureAction, ...FailureAction[]];
}

function traits(
  icon: FailureIconName,
  tone: FailureTraits['tone'],
  actions: FailureTraits['actions'],
): FailureTraits {
  return { icon, tone, actions };
}

export const FAILURES: Readonly<Record<FailureCode, FailureTraits>> = {
  'bad-request': traits('fault', 'bad', ['pods']),
  unauthenticated: traits('sign-in', 'bad', ['reload', 'pods']),
  'cluster-unauthenticated': traits('sign-in', 'bad', ['try-again', 'pods']),
  'token-rejected': traits('sign-in', 'bad', ['try-again']),
  'sign-in-failed': traits('sign-in', 'bad', ['try-again']),
  'sign-in-unavailable': traits('sign-in', 'warn', ['try-again']),
  'too-many-attempts': traits('limit', 'warn', ['try-again']),
  forbidden: traits('access', 'bad', ['pods', 'try-again']),
  'impersonation-refused': traits('access', 'bad', ['try-again', 'pods']),
  'origin-rejected': traits('access', 'bad', ['pods']),
  'not-found': traits('missing', 'info', ['pods', 'try-again']),
  'pod-not-found': traits('missing', 'info', ['pods', 'try-again']),
  'container-not-found': traits('missing', 'info', ['pods', 'try-again']),
  'previous-log-not-found': traits('missing', 'info', ['try-again', 'pods']),
  'context-not-found': traits('missing', 'warn', ['pods']),
  'context-required': traits('missing', 'info', ['pods']),
  'reason-required': traits('question', 'info', ['pods']),
  'reason-optional': traits('question', 'info', ['pods']),
  'context-unusable': traits('sign-in', 'warn', ['try-again', 'pods']),
  'credential-plugin-failed': traits('sign-in', 'bad', ['try-again', 'pods']),
  'credential-plugin-timeout': traits('sign-in', 'warn', ['try-again', 'pods']),
  'view-not-found': traits('missing', 'info', ['try-again', 'pods']),
  'view-limit': traits('limit', 'warn', ['try-again']),
  'session-not-found': traits('stopped', 'warn', ['new-shell', 'pods']),
  'recording-not-found': traits('missing', 'info', ['pods']),
  'recording-unreadable': traits('fault', 'bad', ['reload', 'pods']),
  'recording-unfinished': traits('missing', 'info', ['pods']),
  'recording-incomplete': traits('missing', 'warn', ['pods']),
  'recording-encrypted': traits('access', 'info', ['pods']),
  'range-not-satisfiable': traits('fault', 'bad', ['reload', 'pods']),
  'method-not-allowed': traits('fault', 'bad', ['reload', 'pods']),
  'container-not-running': traits('stopped', 'warn', ['try-again', 'debug', 'pods']),
  'body-too-large': traits('limit', 'bad', ['new-shell', 'pods']),
  'headers-too-large': traits('limit', 'bad', ['reload']),
  'host-rejected': traits('access', 'bad', ['try-again']),
  'session-limit': traits('limit', 'warn', ['try-again', 'pods']),
  'too-many-requests': traits('limit', 'warn', ['try-again', 'pods']),
  'internal-error': traits('fault', 'bad', ['try-again', 'pods']),
  'cluster-error': traits('cluster', 'warn', ['try-again', 'pods']),
  'cluster-unreachable': traits('cluster', 'warn', ['try-again', 'pods']),
  'audit-unavailable': traits('fault', 'warn', ['try-again', 'pods']),
  'recording-store-unavailable': traits('network', 'warn', ['try-again', 'pods']),
  'recording-unavailable': traits('fault', 'warn', ['try-again', 'pods']),
  draining: traits('network', 'warn', ['try-again', 'pods']),
  'replica-unreachable': traits('network', 'warn', ['try-again', 'pods']),

  'shell-not-found': traits('missing', 'warn', ['debug', 'other-shell', 'pods', 'try-again']),
  'command-not-found': traits('missing', 'warn', ['other-shell', 'debug', 'pods', 'try-again']),
  'command-not-executable': traits('access', 'bad', ['other-shell', 'debug', 'pods', 'try-again']),
  'stream-broken': traits('cluster', 'bad', ['new-shell', 'pods']),
  'pod-deleted': traits('stopped', 'warn', ['pods', 'try-again']),
  'container-restarted': traits('stopped', 'warn', ['new-shell', 'debug', 'pods']),
  'container-ended': traits('stopped', 'warn', ['pods', 'debug']),
  'out-of-memory': traits('limit', 'bad', ['new-shell', 'pods']),
  'idle-limit': traits('limit', 'warn', ['new-shell', 'pods']),
  'life-limit': traits('limit', 'warn', ['new-shell', 'pods']),
  'unattached-limit': traits('limit', 'warn', ['new-shell', 'pods']),
  'closed-by-user': traits('stopped', 'info', ['new-shell', 'pods']),
  'sign-in-expired': traits('sign-in', 'warn', ['sign-in', 'pods']),
  'token-expired': traits('sign-in', 'warn', ['new-shell', 'pods']),
  'replica-gone': traits('stopped', 'bad', ['new-shell', 'pods']),
  'drain-over': traits('stopped', 'warn', ['new-shell', 'pods']),
  'recording-failed': traits('stopped', 'bad', ['new-shell', 'pods']),
  'view-ended': traits('stopped', 'info', ['pods']),
  'view-removed': traits('access', 'warn', ['pods']),
  'view-expired': traits('stopped', 'info', ['pods']),
  'view-over': traits('stopped', 'info', ['pods']),
  'watcher-limit': traits('limit', 'warn', ['try-again', 'pods']),
  'owner-ended': traits('stopped', 'info', ['pods']),
  'owner-away': traits('stopped', 'info', ['pods']),
  'owner-refused': traits('access', 'info', ['pods']),
  'server-stopped': traits('stopped', 'info', ['pods']),

  'exec-failed': traits('cluster', 'bad', ['new-shell', 'pods']),
  'session-gone': traits('stopped', 'warn', ['new-shell', 'pods']),
  'taken-over': traits('stopped', 'info', ['take-back', 'new-shell']),
  'bad-message': traits('fault', 'bad', ['reload', 'pods']),
  'message-too-big': traits('limit', 'bad', ['new-shell', 'pods']),
  'server-unreachable': traits('network', 'warn', ['try-again']),
  'bad-answer': traits('network', 'warn', ['try-again', 'reload']),
  unknown: traits('fault', 'bad', ['try-again', 'pods']),
};

/** The code itself where this page knows it, else `unknown`. */
export function knownCode(code: string): FailureCode {
  return isFailureCode(code) ? code : 'unknown';
}

function isFailureCode(code: string): code is FailureCode {
  return Object.hasOwn(FAILURES, code);
}
