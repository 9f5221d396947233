import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';

/** A certificate with its key and authority, in PEM. */
export interface FakeIdentity {
  readonly caPem: string;
  readonly certPem: string;
  readonly keyPem: string;
}

/** A request that a {@link FakeApiServer} received. */
export interface SeenRequest {
  readonly headers: http.IncomingHttpHeaders;
  /** Names and values in turn, as they were sent. */
  readonly rawHeaders: readonly string[];
  readonly authorization: string | undefined;
  /** Fingerprint of the client certificate; empty without one. */
  readonly certificate: string;
  /** Equal for requests on one connection. */
  readonly connection: string;
}

/** An API server that answers everything with `{}` and records who asked. */
export class FakeApiServer {
  readonly url: string;
  readonly port: number;
  readonly seen: SeenRequest[] = [];
  /** The only `Authorization` that is not answered with 401; undefined: all are accepted. */
  accepted: string | undefined;
  /** Called when a request has arrived, before its answer. */
  onRequest: () => void = () => {};
  readonly #server: http.Server;

  private constructor(server: http.Server, scheme: string) {
    this.#server = server;
    this.port = (server.address() as AddressInfo).port;
    this.url = `${scheme}://127.0.0.1:${this.port}`;
    server.on('request', (request: http.IncomingMessage, response: http.ServerResponse) =>
      this.#answer(request, response),
    );
  }

  /** Listens on loopback over TLS, and asks for client certificates. */
  static async start(identity: FakeIdentity): Promise<FakeApiServer> {
    const { keyPem: key, certPem: cert } = identity;
    const server = https.createServer({ key, cert, requestCert: true, rejectUnauthorized: false });
    return new FakeApiServer(await listening(server), 'https');
  }

  /** Listens on loopback without TLS. */
  static async startPlain(): Promise<FakeApiServer> {
    return new FakeApiServer(await listening(http.createServer()), 'http');
  }

  /** Forgets what was seen, and accepts everyone. */
  reset(): void {
    this.seen.length = 0;
    this.accepted = undefined;
    this.onRequest = () => {};
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #answer(request: http.IncomingMessage, response: http.ServerResponse): void {
    const socket = request.socket as Partial<TLSSocket>;
    const { authorization } = request.headers;
    this.seen.push({
      headers: request.headers,
      rawHeaders: request.rawHeaders,
      authorization,
      certificate: socket.getPeerCertificate?.().fingerprint256 ?? '',
      connection: `${socket.remotePort}`,
    });
    this.onRequest();
    response.statusCode = this.accepted === undefined || this.accepted === authorization ? 200 : 401;
    response.end('{}');
  }
}

async function listening(server: http.Server): Promise<http.Server> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
