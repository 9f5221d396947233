/** Every setting of a SockJS server with its default, unit and reason. */

import type { IncomingMessage } from 'node:http';
import { isDeepStrictEqual } from 'node:util';
import type { Clock, Logger } from '#server/ports.ts';
import type { SockJsConnection, SockJsListener } from './connection.ts';
import { defaultClock, silentLogger } from './environment.ts';

export interface SockJsOptions extends Partial<SockJsLimits> {
  /** Path under which everything is served, for instance `/ws/api/sockjs`; no slash at the end. */
  readonly prefix: string;
  /** Milliseconds between two `h` frames. */
  readonly heartbeatMs: number;
  /** Called for each new connection, before its first message. */
  onConnection(connection: SockJsConnection): SockJsListener;
  /**
   * Asked for each request that opens or uses a session. The result becomes `connection.context`. A throw refuses:
   * with the error's `status` when it has one from 400 to 599, else with 403.
   */
  readonly authorize?: (request: IncomingMessage) => unknown;
  /**
   * Whether a later HTTP request, whose `authorize` gave `current`, may use the session that was opened with
   * `established`. Default: both are deeply equal, so a session id alone opens nothing.
   */
  readonly sameContext?: (established: unknown, current: unknown) => boolean;
  /** Whether a page of this origin may use the server. Default: every origin. */
  readonly allowOrigin?: (origin: string, request: IncomingMessage) => boolean;
  /** Who counts as one client for the limits. Default: the remote address of the socket. */
  readonly clientAddress?: (request: IncomingMessage) => string;
  /** Serve the two WebSocket transports. Default true. */
  readonly websocket?: boolean;
  /** Set a JSESSIONID cookie, for load balancers that are sticky by it. Default false. */
  readonly jsessionid?: boolean;
  /**
   * Address of the sockjs-client script that iframe pages load; null serves no such pages. Default `/sockjs.min.js`:
   * our own origin.
   */
  readonly clientUrl?: string | null;
  readonly clock?: Clock;
  readonly logger?: Logger;
}

/** Bounds on what a peer can make the server hold or wait for. */
export interface SockJsLimits {
  /** A session without a receiver ends after this many milliseconds. 5,000: the protocol's own figure. */
  readonly disconnectDelayMs: number;
  /** A streaming response ends after this many bytes, so that the browser can free them. 131,072: the protocol's. */
  readonly responseLimitBytes: number;
  /**
   * A streaming response ends after this many milliseconds even when idle: nothing else tells a dead reader behind
   * a living proxy. Twice the heartbeat, and at least 10,000.
   */
  readonly receiverMaxAgeMs: number;
  /** One decoded message, in UTF-8 bytes; a longer one ends the connection with 1009. 1 MiB: a long paste. */
  readonly maxMessageBytes: number;
  /** Messages in one frame or body; more end the connection. 10,000: a browser that queued for seconds has fewer. */
  readonly maxMessagesPerRequest: number;
  /** `send` answers false above this many unsent bytes. 256 KiB: a tenth of a second at 20 Mbit/s. */
  readonly highWaterBytes: number;
  /** An application that sends on although told to wait loses the connection here. 16 MiB: escaped 1 MiB and more. */
  readonly maxQueueBytes: number;
  /** HTTP sessions that wait for a receiver, all clients together. 2,000: each lives 5 s and holds a few kB. */
  readonly maxSessionsWithoutReceiver: number;
  /** Connections of one client address. 10,000: a whole office may stand behind one proxy. */
  readonly maxSessionsPerAddress: number;
  /** Send requests of one session that are read at the same time. 8: a browser has one, and opens 6 in all. */
  readonly maxSendersPerSession: number;
}

/** Options with every default filled in. */
export type ResolvedOptions = Required<SockJsOptions>;

const MEBIBYTE = 1024 * 1024;

/** @throws RangeError when the prefix does not begin with a slash, or ends with one */
export function resolveOptions(options: SockJsOptions): ResolvedOptions {
  if (!/^(\/[^/?#]+)+$/.test(options.prefix)) {
    throw new RangeError(`SockJS prefix must look like /a or /a/b, not ${JSON.stringify(options.prefix)}`);
  }
  return {
    authorize: () => undefined,
    sameContext: (established, current) => isDeepStrictEqual(established, current),
    allowOrigin: () => true,
    clientAddress: (request) => request.socket.remoteAddress ?? '',
    websocket: true,
    jsessionid: false,
    clientUrl: '/sockjs.min.js',
    clock: defaultClock,
    logger: silentLogger,
    disconnectDelayMs: 5_000,
    responseLimitBytes: 128 * 1024,
    receiverMaxAgeMs: Math.max(10_000, 2 * options.heartbeatMs),
    maxMessageBytes: MEBIBYTE,
    maxMessagesPerRequest: 10_000,
    highWaterBytes: 256 * 1024,
    maxQueueBytes: 16 * MEBIBYTE,
    maxSessionsWithoutReceiver: 2_000,
    maxSessionsPerAddress: 10_000,
    maxSendersPerSession: 8,
    ...definedOf(options),
  };
}

/** Options without the keys that are present but undefined, which would hide a default. */
function definedOf(options: SockJsOptions): SockJsOptions {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as unknown as SockJsOptions;
}
