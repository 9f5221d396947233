/** How a terminal connection ends: every close code that Podshell itself sends, with its reason. */

export interface CloseReason {
  readonly code: number;
  readonly reason: string;
}

/** The process ended; an `exit` message with its exit code came before. */
export const PROCESS_EXITED: CloseReason = { code: 1, reason: 'Process exited' };

/** The exec could not start, or broke. The reason says why, so it is built where the cause is known. */
export const EXEC_FAILED_CODE = 2;

/** The server is going away: resume elsewhere or later (RFC 6455, 7.4.1). */
export const GOING_AWAY: CloseReason = { code: 1001, reason: 'Server is shutting down' };

/** One message was over {@link MAX_MESSAGE_BYTES} (RFC 6455, 7.4.1). The SockJS server builds the reason. */
export const MESSAGE_TOO_BIG_CODE = 1009;

/** An error of ours, which the log explains (RFC 6455, 7.4.1). The SockJS server has its own. */
export const INTERNAL_ERROR: CloseReason = { code: 1011, reason: 'Internal error' };

/** Not a message of this protocol, or one that is not allowed at this point. */
export const BAD_MESSAGE_CODE = 4400;

/** Not signed in, or no longer. */
export const UNAUTHENTICATED: CloseReason = { code: 4401, reason: 'Not signed in' };

/** Not allowed to exec there, or no longer. */
export const FORBIDDEN: CloseReason = { code: 4403, reason: 'Not allowed' };

/** The session id is unknown, was used up, or expired before it was bound. */
export const UNKNOWN_SESSION: CloseReason = { code: 4404, reason: 'Unknown or expired session' };

/** The connection did not bind within its time. */
export const BIND_TIMEOUT: CloseReason = { code: 4408, reason: 'No bind in time' };

/** Another window of the same user has taken the session over. */
export const TAKEN_OVER: CloseReason = { code: 4409, reason: 'Session was taken over by another window' };

/** A limit on sessions was reached. */
export const TOO_MANY_SESSIONS: CloseReason = { code: 4429, reason: 'Too many sessions' };
