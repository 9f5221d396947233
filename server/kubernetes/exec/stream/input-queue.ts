/** Queues input until the process can take it. Drops nothing; who writes is told when to wait. */
export class InputQueue {
  readonly #highBytes: number;
  #chunks: Uint8Array[] = [];
  #bytes = 0;

  /** @param highBytes from so many bytes on, the writer should wait */
  constructor(highBytes: number) {
    this.#highBytes = highBytes;
  }

  get #isFull(): boolean {
    return this.#bytes >= this.#highBytes;
  }

  /** @returns false: wait for `onDrain` before writing more */
  push(bytes: Uint8Array): boolean {
    this.#chunks.push(bytes);
    this.#bytes += bytes.length;
    return !this.#isFull;
  }

  /**
   * Hands all chunks to the socket, in order, and empties the queue.
   * @param write as `ExecSocket.write`: false when its buffer is full
   * @param onDrain called if the writer waits and may go on; without room the socket itself reports when it has drained
   */
  flush(write: (bytes: Uint8Array) => boolean, onDrain: () => void): void {
    const isAwaited = this.#isFull;
    const chunks = this.#chunks;
    this.#chunks = [];
    this.#bytes = 0;
    let hasRoom = true;
    for (const bytes of chunks) hasRoom = write(bytes) && hasRoom;
    if (isAwaited && hasRoom) onDrain();
  }
}
