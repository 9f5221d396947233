/**
 * Passes requests on to the replica that they belong to. WebSockets stay: one that binds another replica's shell shares a
 * connection to it with all others, where one for itself would cost more memory than an idle shell.
 */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { REPLICA_RETRY_SECONDS } from '#protocol/limits.ts';
import type { Peer, Peers, Replica } from '#server/peers/ports.ts';
import type { Clock, Logger } from '#server/ports.ts';
import { MAX_HEADER_BYTES } from '../client-error.ts';
import type { FrontDoor, RequestPeer } from '../ports.ts';
import { writeProblem } from '../problem-response.ts';
import type { ArrivalOf } from '../request/arrival.ts';
import type { RequestIdOf } from '../request/request-id.ts';
import type { RequestTarget } from '../request/request-target.ts';
import { endToEndHeaders } from './end-to-end-headers.ts';
import { answerWithFile, builtFileIn } from './file-search.ts';
import { passOnRequest } from './pass-on-request.ts';
import { Passages } from './passages.ts';
import { encodePassedOn, PASSED_ON_HEADER } from './passed-on-header.ts';
import { type Place, placeOf, type RoutingView } from './replica-router.ts';

export interface FrontDoorOptions extends Omit<RoutingView, 'peers' | 'isDraining'> {
  readonly peers: Pick<Peers, 'self' | 'live' | 'fateOf' | 'homeOf' | 'onChange'>;
  readonly requestPeer: RequestPeer;
  readonly isDraining: () => boolean;
  /** Whether this replica's pages have a file, by its path below `/_next/static/`. */
  readonly hasBuiltFile: (segments: readonly string[]) => Promise<boolean>;
  readonly arrivalOf: ArrivalOf;
  readonly requestIdOf: RequestIdOf;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Methods whose requests have a body unless they say otherwise (RFC 9110, section 8.6). */
const WITH_BODY = new Set(['POST', 'PUT', 'PATCH']);

/** Header lines that are written anew: how long the body is, and for whom. */
const OURS = new Set([PASSED_ON_HEADER, 'content-length', 'expect', 'host']);

export class ReplicaFrontDoor implements FrontDoor {
  readonly #options: FrontDoorOptions;
  readonly #passages: Passages;

  constructor(options: FrontDoorOptions) {
    this.#options = options;
    this.#passages = new Passages(options.peers);
  }

  takeRequest(target: RequestTarget, request: IncomingMessage, response: ServerResponse): boolean {
    const place = this.#placeOf(target, request);
    if (place.kind === 'here') return false;
    const refuse = (replica: Replica): void => {
      response.setHeader('retry-after', REPLICA_RETRY_SECONDS);
      writeProblem(response, 'replica-unreachable', unreachable(replica));
    };
    if (place.kind === 'unreachable') {
      refuse(place.replica);
      return true;
    }
    const { peer } = place;
    const outgoing = this.#request(peer, request, bodyLines(request));
    passOnRequest(request, response, outgoing, this.#passages.open(peer.id), () => {
      this.#noteLost(request, peer);
      refuse(peer);
    });
    return true;
  }

  async takeFile(
    target: RequestTarget,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<boolean> {
    const { clock, peers, hasBuiltFile } = this.#options;
    const file = builtFileIn(request.method ?? '', target);
    if (file === undefined || peers.live.length === 0 || (await hasBuiltFile(file))) return false;
    return answerWithFile(response, peers.live, (peer) => this.#request(peer, request, []), clock);
  }

  /** What is on its way ends with the sockets of its clients. */
  dispose(): void {
    this.#passages.dispose();
  }

  #placeOf(target: RequestTarget, request: IncomingMessage): Place {
    const { requestIdOf, isDraining } = this.#options;
    const { method = '', url = '' } = request;
    const query = url.slice(target.pathname.length + 1);
    return placeOf(
      { method, target, query, requestId: requestIdOf(request) },
      { ...this.#options, isDraining: isDraining() },
    );
  }

  #request(peer: Peer, request: IncomingMessage, framing: readonly string[]) {
    const { requestPeer, requestIdOf, arrivalOf, peers } = this.#options;
    const front = { replicaId: peers.self.id, requestId: requestIdOf(request) };
    const lines = endToEndHeaders(request.rawHeaders).filter(([name]) => !OURS.has(name.toLowerCase()));
    const { host = '' } = request.headers;
    return requestPeer(peer, {
      method: request.method ?? 'GET',
      path: request.url ?? '/',
      headers: [
        'Host',
        host,
        ...lines.flat(),
        ...framing,
        PASSED_ON_HEADER,
        encodePassedOn({ peer: arrivalOf(request).peer, front }),
      ],
      // The answer may set as many cookies as the request may have.
      maxHeaderSize: MAX_HEADER_BYTES,
    });
  }

  #noteLost(request: IncomingMessage, { id }: Peer): void {
    const { logger, requestIdOf } = this.#options;
    logger.warn({ requestId: requestIdOf(request), replica: id }, 'Replica did not answer a request');
  }
}

/** How the body ends. Not what the client says of it in other words: Node has read it by these. */
function bodyLines({ method = '', headers }: IncomingMessage): readonly string[] {
  const length = headers['content-length'];
  if (length !== undefined) return ['Content-Length', length];
  if (headers['transfer-encoding'] !== undefined) return ['Transfer-Encoding', 'chunked'];
  return WITH_BODY.has(method) ? ['Content-Length', '0'] : [];
}

function unreachable({ name }: Replica): string {
  return `The Podshell replica ${name}, which this is for, does not answer. Try again in a few seconds.`;
}
