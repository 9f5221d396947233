/**
 * Opens TLS connections for streams. Node's own agent keeps, for as long as a connection lives, the request that it
 * was opened for, with its address, headers and options: for thousands of idle shells that is most of their memory.
 */

import type { ClientRequestArgs } from 'node:http';
import https from 'node:https';
import { isIP, type OnReadOpts } from 'node:net';
import tls from 'node:tls';

export interface StreamAgentOptions {
  /** One for all connections. */
  readonly secureContext: tls.SecureContext;
  /** Name that the certificate is for; undefined: the host of the address. */
  readonly servername: string | undefined;
  readonly rejectUnauthorized: boolean | undefined;
}

/** Each request gets a connection of its own, which takes up the TLS session of the one before. */
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

  /** Called by Node for each request. `onread` among the request's options is the connection's. */
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
    socket.on('session', this.#keepSession);
    socket.on('error', this.#forgetSession);
    return socket;
  }

  /** The same functions for all connections, so that none holds more than itself. */
  readonly #keepSession = (session: Buffer): void => {
    this.#session = session;
  };

  readonly #forgetSession = (): void => {
    this.#session = undefined;
  };
}
