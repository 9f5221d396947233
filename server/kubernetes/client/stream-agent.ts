/**
 * Opens TLS connections for streams. Node's own agent keeps the first request of a connection (address, headers,
 * options) for as long as the connection lives: with thousands of idle shells that is most of their memory.
 */

import type { ClientRequestArgs } from 'node:http';
import https from 'node:https';
import { isIP, type OnReadOpts } from 'node:net';
import tls from 'node:tls';
import { splitFirstWrite } from './first-write.ts';

export interface StreamAgentOptions {
  /** Shared by all connections. */
  readonly secureContext: tls.SecureContext;
  /** Name to expect in the certificate; undefined: the host of the address. */
  readonly servername: string | undefined;
  readonly rejectUnauthorized: boolean | undefined;
}

/** Opens a connection for each request; it resumes the TLS session of the previous one. */
export class StreamAgent extends https.Agent {
  readonly #options: tls.ConnectionOptions;
  #session: Buffer | undefined;

  constructor({ secureContext, servername, rejectUnauthorized }: StreamAgentOptions) {
    super();
    this.#options = {
      secureContext,
      ...(servername === undefined ? {} : { servername }),
      ...(rejectUnauthorized === undefined ? {} : { rejectUnauthorized }),
    };
  }

  /** Node calls this for each request. Passes the request option `onread` on to the connection. */
  override createConnection(request: ClientRequestArgs & { readonly onread?: OnReadOpts }): tls.TLSSocket {
    const host = request.host ?? 'localhost';
    const socket = tls.connect({
      host,
      port: Number(request.port ?? 443),
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ...(this.#session === undefined ? {} : { session: this.#session }),
      ...(request.onread === undefined ? {} : { onread: request.onread }),
      ...this.#options,
    });
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
