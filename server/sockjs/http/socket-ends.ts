/** Tells when a client has ended its side of a TCP connection, with one listener for each socket. */

import type { Socket } from 'node:net';

/**
 * `close` of a response comes a few turns after the end of its socket. A client that comes back at once must find
 * its old receiver gone, so the end itself is watched; many pipelined responses may share a socket.
 */
export class SocketEnds {
  readonly #waiting = new WeakMap<Socket, Set<() => void>>();

  /** Calls back once when the socket ends; the returned function cancels. */
  watch(socket: Socket, onEnd: () => void): () => void {
    const waiting = this.#waiting.get(socket) ?? this.#listen(socket);
    waiting.add(onEnd);
    return () => waiting.delete(onEnd);
  }

  #listen(socket: Socket): Set<() => void> {
    const waiting = new Set<() => void>();
    this.#waiting.set(socket, waiting);
    socket.once('end', () => {
      for (const onEnd of [...waiting]) onEnd();
    });
    return waiting;
  }
}
