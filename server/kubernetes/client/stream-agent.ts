/**
 * Opens TLS connections for streams. Node's own agent keeps the first request of a connection (address, headers,
 * options) for as long as the connection lives: with thousands of idle shells that is most of their memory.
 */

import type { ClientRequestArgs } from 'node:http';
import https from 'node:https';
import { isIP, type OnReadOpts } from 'node:net';
import tls from 'node:tls';
import { splitFirstWrite } from './first-write.ts';
import { RESUMING_CONTEXT } from './resuming-context.ts';

export interface StreamAgentOptions {
  /** Shared by all connections. */
  readonly secureContext: tls.SecureContext;
  /** Name to expect in the certificate; undefined: the host of the address. */
  readonly servername: string | undefined;
  readonly rejectUnauthorized: boolean | undefined;
  /** How long resuming a session may take before it is done without. Milliseconds; default {@link RESUME_MS}. */
  readonly resumeMs?: number;
}

type StreamRequest = ClientRequestArgs & { readonly onread?: OnReadOpts };

/** As {@link https.Agent.createConnection} wants it. */
type OnCreated = (error: Error | null, socket: tls.TLSSocket) => void;

/**
 * As `tls.connect` does with its option `session`. With the option, a connection keeps the session for its life, and with it a
 * piece of memory that Node shares among many buffers: 24 KB for a shell where the server gives each connection a session of its
 * own, as Go does. Source: `TLSSocket` in Node's `lib/internal/tls/wrap.js`.
 */
type ResumingSocket = tls.TLSSocket & { setSession(session: Buffer): void };

/** A handshake takes milliseconds. A server that is slower than this does not answer at all. */
const RESUME_MS = 5_000;

/** Opens a connection for each request; it resumes the TLS session of the previous one. */
export class StreamAgent extends https.Agent {
  readonly #options: tls.ConnectionOptions;
  readonly #resumeMs: number;
  #session: Buffer | undefined;
  /** The server has refused a session that it had given: of several servers behind one address, each knows its own. */
  #refusesSessions = false;

  constructor({ secureContext, servername, rejectUnauthorized, resumeMs = RESUME_MS }: StreamAgentOptions) {
    super();
    this.#resumeMs = resumeMs;
    this.#options = {
      secureContext,
      ...(servername === undefined ? {} : { servername }),
      ...(rejectUnauthorized === undefined ? {} : { rejectUnauthorized }),
    };
  }

  /** Node calls this for each request. Passes the request option `onread` on to the connection. */
  override createConnection(request: StreamRequest, onCreated?: OnCreated): tls.TLSSocket | undefined {
    const session = this.#session;
    if (onCreated === undefined || session === undefined || this.#refusesSessions) return this.#open(request);
    if (RESUMING_CONTEXT === undefined) return this.#open(request);
    const socket = this.#open(request, RESUMING_CONTEXT);
    // Without a request nobody else would end a connection that hangs.
    const timer = setTimeout(destroySocket, this.#resumeMs, socket);
    const settle = (): void => {
      clearTimeout(timer);
      socket.off('secureConnect', settle).off('close', settle).off('error', ignoreError);
      if (!socket.destroyed && socket.isSessionReused()) {
        onCreated(null, socket);
        return;
      }
      // It has shown a certificate instead, which this context cannot judge.
      if (!socket.destroyed || socket.authorizationError != null) this.#refusesSessions = true;
      socket.destroy();
      onCreated(null, this.#open(request));
    };
    socket.on('secureConnect', settle).on('close', settle).on('error', ignoreError);
    return undefined;
  }

  #open(request: StreamRequest, secureContext = this.#options.secureContext): tls.TLSSocket {
    const host = request.host ?? 'localhost';
    const socket = tls.connect({
      host,
      port: Number(request.port ?? 443),
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ...(request.onread === undefined ? {} : { onread: request.onread }),
      ...this.#options,
      secureContext,
    }) as ResumingSocket;
    if (this.#session !== undefined) socket.setSession(this.#session);
    // As Node's own agent. Else a piece of the request waits for the peer to acknowledge the one before: 40 ms.
    socket.setNoDelay(true);
    splitFirstWrite(socket);
    socket.on('session', this.#keepSession);
    socket.on('error', this.#forgetSession);
    return socket;
  }

  /** Shared listeners, so that a connection does not hold closures of its own. */
  readonly #keepSession = (session: Buffer): void => {
    this.#session = session;
  };

  readonly #forgetSession = (): void => {
    this.#session = undefined;
  };
}

function destroySocket(socket: tls.TLSSocket): void {
  socket.destroy();
}

/** Whatever it is, the connection without the session will meet it too. */
function ignoreError(): void {}
