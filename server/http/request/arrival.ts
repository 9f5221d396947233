/** Where a request comes from: what its own connection shows, or the front that another replica has seen. */

import type { IncomingMessage } from 'node:http';

export interface Arrival {
  /** IP address of whoever has connected: the client's, or that of a proxy in front. */
  readonly peer: string;
  /** The replica that has got the request and passed it on; undefined: this one has got it. */
  readonly front?: Front | undefined;
}

/** The replica that a client has reached, for a request that belongs to another one. */
export interface Front {
  readonly replicaId: string;
  /** The name that it has given the request. */
  readonly requestId: string;
}

/** Always the same for one request object. */
export type ArrivalOf = (request: Pick<IncomingMessage, 'socket'>) => Arrival;

/** For a server that nobody passes requests on to. */
export const byItsSocket: ArrivalOf = ({ socket }) => ({ peer: socket.remoteAddress ?? '' });

/** Knows which requests were passed on. Whatever a request says of itself counts for nothing here. */
export class Arrivals {
  readonly #passedOn = new WeakMap<object, Arrival>();

  readonly of: ArrivalOf = (request) => this.#passedOn.get(request) ?? byItsSocket(request);

  /** Notes what a replica that has proved itself says of the request. Call it before anything asks. */
  note(request: object, arrival: Arrival & { readonly front: Front }): void {
    this.#passedOn.set(request, arrival);
  }
}
