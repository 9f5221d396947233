/** A proxy in front of a demo cluster whose faults a test sets. */

import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { createServerIdentity } from '../tls/authority.ts';

/** An answer that the proxy gives instead of the cluster. */
export interface Fault {
  readonly status: number;
  readonly reason?: string;
  readonly message?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Instead of a Status object. */
  readonly body?: string | Buffer;
}

export interface FaultyProxyOptions {
  /** Address of the cluster. */
  readonly url: string;
  /** Kubeconfig of the cluster, as text. */
  readonly kubeconfig: string;
}

export class FaultyProxy {
  /** Kubeconfig of the cluster behind the proxy, as text. */
  readonly kubeconfig: string;
  /** Requests so far: `GET /api/v1/pods?limit=500`. */
  readonly requests: string[] = [];
  /** Returns the fault for a request, or undefined to pass it on. */
  fault: (request: { readonly url: URL; readonly isWatch: boolean }) => Fault | undefined = () => undefined;
  /** The `Accept` header that the cluster gets; undefined: the client's. */
  accept: string | undefined;
  /** Media types of the cluster's answers so far. */
  readonly mediaTypes = new Set<string>();
  /**
   * What becomes of WebSocket handshakes without a fault: passed on, passed on as plain requests, or the connection is
   * dropped.
   */
  upgrades: 'pass' | 'strip' | 'drop' = 'pass';
  readonly #server: https.Server;
  readonly #target: URL;
  /** Open responses with the cluster's answers; undefined before the answer. */
  readonly #passed = new Map<ServerResponse, IncomingMessage | undefined>();
  /** Resolves when the proxy goes on; undefined while it is not frozen. */
  #thawed: PromiseWithResolvers<void> | undefined;

  private constructor(server: https.Server, options: FaultyProxyOptions) {
    this.#server = server;
    this.#target = new URL(options.url);
    const { port } = server.address() as AddressInfo;
    this.kubeconfig = options.kubeconfig
      .replaceAll(options.url, `https://127.0.0.1:${port}`)
      .replaceAll(/certificate-authority-data: .*/g, 'insecure-skip-tls-verify: true');
    server.on('request', (request, response) => void this.#serve(request, response));
    server.on('upgrade', (request, socket) => this.#upgrade(request, socket));
  }

  static async start(options: FaultyProxyOptions): Promise<FaultyProxy> {
    const { keyPem: key, certPem: cert } = await createServerIdentity(Date.now());
    const server = https.createServer({ key, cert });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new FaultyProxy(server, options);
  }

  /** The requests so far whose text contains `part`. */
  count(part: string): number {
    return this.requests.filter((request) => request.includes(part)).length;
  }

  /** Bytes of all answers that are open, as far as their readers take them. */
  get openBytes(): number {
    return [...this.#passed.keys()].reduce((sum, { socket }) => sum + (socket?.bytesWritten ?? 0), 0);
  }

  /** Ends what a test has set, and forgets the media types. */
  reset(): void {
    this.fault = () => undefined;
    this.accept = undefined;
    this.mediaTypes.clear();
    this.upgrades = 'pass';
  }

  /** Cuts the answers that are open, watches above all. */
  cut(): void {
    for (const response of this.#passed.keys()) response.destroy();
  }

  /** Like an API server that is stopped by SIGSTOP: connections stay open, and nothing more is answered. */
  freeze(): void {
    this.#thawed ??= Promise.withResolvers();
    for (const [response, answer] of this.#passed) answer?.unpipe(response);
  }

  /** Answers everything that has waited. */
  thaw(): void {
    for (const [response, answer] of this.#passed) answer?.pipe(response);
    this.#thawed?.resolve();
    this.#thawed = undefined;
  }

  async dispose(): Promise<void> {
    this.thaw();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.#target);
    this.requests.push(`${request.method} ${url.pathname}${url.search}`);
    await this.#thawed?.promise;
    const fault = this.fault({ url, isWatch: url.searchParams.has('watch') });
    if (fault === undefined) this.#pass(request, response, url);
    else refuse(response, fault);
  }

  #upgrade(request: IncomingMessage, socket: Duplex): void {
    const url = new URL(request.url ?? '/', this.#target);
    this.requests.push(`${request.method} ${url.pathname}${url.search}`);
    socket.on('error', () => socket.destroy());
    const fault = this.fault({ url, isWatch: false });
    if (fault !== undefined) {
      const { status, headers = {}, body } = fault;
      socket.end(`${head(status, headers)}${body ?? JSON.stringify(statusOf(fault))}`);
    } else if (this.upgrades === 'drop') socket.destroy();
    else this.#passUpgrade(request, url, socket);
  }

  #passUpgrade(request: IncomingMessage, url: URL, socket: Duplex): void {
    const kept = Object.entries(request.headers).filter(
      ([name]) => this.upgrades === 'pass' || !/^(connection|upgrade|sec-websocket-.*)$/.test(name),
    );
    // The certificate is the demo cluster's own, and this is a test on loopback.
    const passed = https.request(url, {
      method: request.method,
      headers: { ...Object.fromEntries(kept), host: url.host },
      rejectUnauthorized: false,
    });
    passed.on('error', () => socket.destroy());
    passed.on('upgrade', (answer, upstream, first) => {
      socket.write(head(101, answer.headers));
      socket.write(first);
      upstream.on('error', () => socket.destroy());
      socket.on('close', () => upstream.destroy());
      upstream.pipe(socket).pipe(upstream);
    });
    passed.on('response', (answer) => {
      socket.write(head(answer.statusCode ?? 502, { ...answer.headers, connection: 'close' }));
      answer.pipe(socket);
    });
    passed.end();
  }

  #pass(request: IncomingMessage, response: ServerResponse, url: URL): void {
    const { method, headers } = request;
    const { accept = headers.accept } = this;
    // The certificate is the demo cluster's own, and this is a test on loopback.
    const passed = https.request(url, {
      method,
      headers: { ...headers, host: url.host, ...(accept === undefined ? {} : { accept }) },
      rejectUnauthorized: false,
    });
    this.#passed.set(response, undefined);
    response.on('close', () => {
      this.#passed.delete(response);
      passed.destroy();
    });
    passed.on('error', () => response.destroy());
    passed.on('response', (answer) => {
      this.mediaTypes.add(answer.headers['content-type'] ?? '');
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      response.flushHeaders();
      answer.on('error', () => response.destroy());
      if (!this.#passed.has(response)) return;
      this.#passed.set(response, answer);
      if (this.#thawed === undefined) answer.pipe(response);
    });
    request.pipe(passed);
  }
}

/** The first lines of an answer. */
function head(status: number, headers: Readonly<Record<string, unknown>>): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Unknown'}\r\n${lines.join('')}\r\n`;
}

function statusOf({ status, reason = '', message = '' }: Fault) {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    reason,
    code: status,
  };
}

function refuse(response: ServerResponse, fault: Fault): void {
  response.writeHead(fault.status, { 'Content-Type': 'application/json', ...fault.headers });
  response.end(fault.body ?? JSON.stringify(statusOf(fault)));
}
