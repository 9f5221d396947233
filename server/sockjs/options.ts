/** Every setting of a SockJS server with its default, unit and reason. */

import type { IncomingMessage } from 'node:http';
import { isDeepStrictEqual } from 'node:util';
import type { Clock, Logger } from '#server/ports.ts';
import type { SockJsConnection, SockJsListener } from './connection.ts';
import { defaultClock, silentLogger } from './environment.ts';

export interface SockJsOptions extends Partial<SockJsLimits> {
  /** Path prefix of all URLs, for instance `/ws/api/sockjs`, without a slash at the end. */
  readonly prefix: string;
  /** Milliseconds between two `h` frames. */
  readonly heartbeatMs: number;
  /** Called for each new connection, before its first message. */
  onConnection(connection: SockJsConnection): SockJsListener;
  /**
   * Called for each request that opens or uses a session. Its result becomes `connection.context`. If it throws, the
   * request is refused with the error's `status` (400 to 599) or with 403.
   */
  readonly authorize?: (request: IncomingMessage) => unknown;
  /**
   * Whether a later HTTP request with the context `current` may use the session that was opened with the context
   * `established`. Default: both must be deeply equal, so that a session id alone is not enough.
   */
  readonly sameContext?: (established: unknown, current: unknown) => boolean;
  /**
   * Whose a session id is: equal for contexts that share ids. A session of another key is as good as not there, so that
   * nobody can block or end what belongs to somebody else. Default: all share theirs.
   */
  readonly sessionKey?: (context: unknown) => string;
  /** Whether pages of this origin may use the server. Default: every origin may. */
  readonly allowOrigin?: (origin: string, request: IncomingMessage) => boolean;
  /** The client address for the limits. Default: the remote address of the socket. */
  readonly clientAddress?: (request: IncomingMessage) => string;
  /** Called for each request that `authorize` or a limit refuses, with the status of its answer. */
  readonly onRefused?: (request: IncomingMessage, status: number) => void;
  /** Called when a connection is closed because of what its peer has sent, with the code of the close. */
  readonly onBadInput?: (connection: SockJsConnection, code: number) => void;
  /** Further headers of the answer to an upgrade, whether it is accepted or refused. Default: none. */
  readonly upgradeHeaders?: (request: IncomingMessage) => Readonly<Record<string, string>>;
  /** Serve the two WebSocket transports. Default true. */
  readonly websocket?: boolean;
  /**
   * Send the last messages and the close frame in one response of `xhr`, where the next poll may be refused, for instance
   * because the client is no longer signed in. Clients read that line by line. Default false, as in the protocol.
   */
  readonly closesInOnePoll?: boolean;
  /** Set a JSESSIONID cookie for sticky load balancers. Default false. */
  readonly jsessionid?: boolean;
  /**
   * URL of the sockjs-client script for iframe pages; null: serve no iframe pages. Default `/sockjs.min.js`, on our
   * own origin.
   */
  readonly clientUrl?: string | null;
  /**
   * Serve the `jsonp` and `htmlfile` transports, which exist for browsers before 2012. They run scripts that the client
   * names, on any page that includes them. Default false: their URLs answer 404.
   */
  readonly scriptTransports?: boolean;
  readonly clock?: Clock;
  readonly logger?: Logger;
  /** Fields for the log lines about a connection with this context, for instance which request opened it. Default: none. */
  readonly logFields?: (context: unknown) => object;
}

/** Limits on memory and time that a peer can use. */
export interface SockJsLimits {
  /** A session without a receiver ends after this many milliseconds. 5,000, as in the protocol. */
  readonly disconnectDelayMs: number;
  /** A streaming response ends after this many bytes, so that the browser frees them. 131,072, as in the protocol. */
  readonly responseLimitBytes: number;
  /**
   * A streaming response ends after this many milliseconds, even when idle. Only this finds a dead client behind a
   * live proxy. Twice the heartbeat, at least 10,000.
   */
  readonly receiverMaxAgeMs: number;
  /** Maximum UTF-8 bytes of a decoded message; a longer one ends the connection with 1009. 1 MiB: a long paste. */
  readonly maxMessageBytes: number;
  /** Maximum messages in one frame or body; more end the connection. 10,000: a browser queues fewer in seconds. */
  readonly maxMessagesPerRequest: number;
  /** `send` returns false above this many unsent bytes. 256 KiB: a tenth of a second at 20 Mbit/s. */
  readonly highWaterBytes: number;
  /** Unsent bytes at which an application that ignores backpressure loses its connection. 16 MiB: 1 MiB, escaped. */
  readonly maxQueueBytes: number;
  /** HTTP sessions without a receiver, for all clients together. 2,000: each lives 5 s and holds a few kB. */
  readonly maxSessionsWithoutReceiver: number;
  /** The same for one client address. 200: an office behind one proxy whose polls all pause at once. */
  readonly maxSessionsWithoutReceiverPerAddress: number;
  /** Connections of one client address. 10,000: a whole office may be behind one proxy. */
  readonly maxSessionsPerAddress: number;
  /** Concurrent send requests of one session. 8: a browser sends one at a time and opens 6 connections in all. */
  readonly maxSendersPerSession: number;
}

/** Options with every default filled in. */
export type ResolvedOptions = Required<SockJsOptions>;

const MEBIBYTE = 1024 * 1024;

/** @throws RangeError unless the prefix begins with a slash and does not end with one */
export function resolveOptions(options: SockJsOptions): ResolvedOptions {
  if (!/^(\/[^/?#]+)+$/.test(options.prefix)) {
    throw new RangeError(`SockJS prefix must look like /a or /a/b, not ${JSON.stringify(options.prefix)}`);
  }
  return {
    authorize: () => undefined,
    sameContext: (established, current) => isDeepStrictEqual(established, current),
    sessionKey: () => '',
    allowOrigin: () => true,
    clientAddress: (request) => request.socket.remoteAddress ?? '',
    onRefused() {},
    onBadInput() {},
    upgradeHeaders: () => ({}),
    websocket: true,
    closesInOnePoll: false,
    jsessionid: false,
    clientUrl: '/sockjs.min.js',
    scriptTransports: false,
    clock: defaultClock,
    logger: silentLogger,
    logFields: () => ({}),
    disconnectDelayMs: 5_000,
    responseLimitBytes: 128 * 1024,
    receiverMaxAgeMs: Math.max(10_000, 2 * options.heartbeatMs),
    maxMessageBytes: MEBIBYTE,
    maxMessagesPerRequest: 10_000,
    highWaterBytes: 256 * 1024,
    maxQueueBytes: 16 * MEBIBYTE,
    maxSessionsWithoutReceiver: 2_000,
    maxSessionsWithoutReceiverPerAddress: 200,
    maxSessionsPerAddress: 10_000,
    maxSendersPerSession: 8,
    ...definedOf(options),
  };
}

/** Options without undefined values, which would override defaults. */
function definedOf(options: SockJsOptions): SockJsOptions {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as unknown as SockJsOptions;
}
