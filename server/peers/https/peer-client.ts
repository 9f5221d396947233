/** Connections to the listeners of other replicas. They are kept, so that a request finds one open. */

import type { ClientRequest, OutgoingHttpHeaders, RequestOptions } from 'node:http';
import { type Agent, request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import type { Peer, Replica } from '../ports.ts';
import { AddressRefusedError, type PeerAnswer, type PeerTransport } from '../transport.ts';
import { readJsonBody } from './json-body.ts';
import { PeerAgent } from './peer-agent.ts';
import { PEER_HEADER, type PeerRequestKind, writePeerHeader } from './peer-header.ts';
import type { PeerKeys } from './peer-keys.ts';

/** Calls to one peer at once; more wait for one of them. */
const MAX_CALLS = 32;
/** Connections to one peer that are kept without use. */
const MAX_IDLE = 32;

export type ForwardedRequest = Pick<
  RequestOptions,
  'method' | 'path' | 'headers' | 'maxHeaderSize' | 'signal'
>;

export class PeerClient implements PeerTransport {
  onClosed: ((url: string) => void) | undefined;
  readonly #self: Replica;
  /** One connection to each peer, whose end tells the end of its process. */
  readonly #hellos: Agent;
  readonly #calls: Agent;
  /** As many connections as there are requests: their number is bounded where clients are let in. */
  readonly #forwards: Agent;
  readonly #followed = new WeakSet<Socket>();

  constructor(self: Replica, keys: PeerKeys) {
    this.#self = self;
    const options = { ...keys.connecting, keepAlive: true };
    this.#hellos = new PeerAgent({ ...options, maxSockets: 1, maxFreeSockets: 1 });
    this.#calls = new PeerAgent({ ...options, maxSockets: MAX_CALLS, maxFreeSockets: MAX_CALLS });
    this.#forwards = new PeerAgent({ ...options, maxFreeSockets: MAX_IDLE });
  }

  async hello(url: string, hello: unknown, signal: AbortSignal): Promise<unknown> {
    const request = this.#begin(
      this.#hellos,
      url,
      { method: 'POST', path: '/peer/hello', signal },
      'hello',
      '',
    );
    request.once('socket', (socket) => this.#follow(url, socket));
    return (await exchange(request, hello)).body;
  }

  async call({ url, id }: Peer, name: string, body: unknown, signal: AbortSignal): Promise<PeerAnswer> {
    const path = `/peer/call/${encodeURIComponent(name)}`;
    return exchange(this.#begin(this.#calls, url, { method: 'POST', path, signal }, 'call', id), body);
  }

  /**
   * Begins a request of a client to the peer's own pipeline. Body and end are still to come; an upgrade is asked for by its
   * headers. It fails if another replica has the peer's address.
   */
  request({ url, id }: Peer, options: ForwardedRequest): ClientRequest {
    return this.#begin(this.#forwards, url, options, 'forwarded', id);
  }

  /** What an upgraded connection to the peer's relay is made with. */
  relayTo({ url, id }: Peer): {
    readonly url: string;
    readonly path: string;
    readonly agent: Agent;
    readonly headers: OutgoingHttpHeaders;
  } {
    return {
      url,
      path: '/peer/relay',
      agent: this.#forwards,
      headers: this.#header('relay', id),
    };
  }

  /** Closes what is kept. Requests that are on their way end. */
  dispose(): void {
    this.onClosed = undefined;
    for (const agent of [this.#hellos, this.#calls, this.#forwards]) agent.destroy();
  }

  #begin(
    agent: Agent,
    url: string,
    options: ForwardedRequest,
    kind: PeerRequestKind,
    to: string,
  ): ClientRequest {
    const ours = this.#header(kind, to);
    const { headers = {} } = options;
    return httpsRequest(url, {
      ...options,
      agent,
      servername: '',
      headers: isFlat(headers)
        ? [...withoutOurs(headers), ...Object.entries(ours).flat()]
        : { ...headers, ...ours },
    });
  }

  #header(kind: PeerRequestKind, to: string): Record<string, string> {
    return { [PEER_HEADER]: writePeerHeader({ kind, from: this.#self, to }) };
  }

  #follow(url: string, socket: Socket): void {
    if (this.#followed.has(socket)) return;
    this.#followed.add(socket);
    socket.once('close', () => this.onClosed?.(url));
  }
}

function isFlat(headers: NonNullable<RequestOptions['headers']>): headers is readonly string[] {
  return Array.isArray(headers);
}

function withoutOurs(headers: readonly string[]): readonly string[] {
  return headers.filter((_text, at) => headers[at - (at % 2)]?.toLowerCase() !== PEER_HEADER);
}

async function exchange(request: ClientRequest, body: unknown): Promise<PeerAnswer> {
  const text = JSON.stringify(body) ?? '';
  request.setHeader('content-length', Buffer.byteLength(text));
  try {
    return await new Promise<PeerAnswer>((resolve, reject) => {
      request.on('error', reject);
      request.once('response', (response) => {
        readJsonBody(response).then(
          (answer) => resolve({ status: response.statusCode ?? 0, body: answer }),
          (error: unknown) => {
            request.destroy();
            reject(error);
          },
        );
      });
      request.end(text);
    });
  } catch (error) {
    if (isRefused(error)) throw new AddressRefusedError('Nobody listens there', { cause: error });
    throw hasNoSharedKey(error) ? new Error('It has another PODSHELL_SECRET', { cause: error }) : error;
  }
}

/** As OpenSSL says it, of itself and of the other end. */
function hasNoSharedKey(error: unknown): boolean {
  return (
    error instanceof Error && /psk identity not found|unknown psk identity|decrypt error/i.test(error.message)
  );
}

/** A name may have several addresses: all of them must refuse. */
function isRefused(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(isRefused);
  return error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED';
}
