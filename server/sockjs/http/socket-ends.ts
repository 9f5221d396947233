/** Reports when a client ends its side of a TCP connection, with one listener per socket. */

import type { Socket } from 'node:net';

/**
 * A response emits `close` a few turns after its socket has ended. A client that reconnects at once must not meet its
 * old receiver, so this watches the socket's end. Many pipelined responses may share a socket.
 */
export class SocketEnds {
  readonly #waiting = new WeakMap<Socket, Set<() => void>>();

  /** Calls back once when the socket ends. The returned function cancels. */
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
