/** Bytes as the body of a response: as they come, and as fast as the client reads. */

export interface ByteStreamOptions {
  /** What they are, at the beginning of a sentence. */
  readonly name: string;
  /** Called once, when the client has disconnected, has all of them, or is cut off. */
  readonly onLeave: () => void;
  readonly onStart?: (controller: ReadableStreamDefaultController<Uint8Array>) => void;
  /** Called before a chunk goes out. */
  readonly onChunk?: (chunk: Uint8Array) => void;
}

/** An error of the source cuts the connection, so that a client can tell it from the end. */
export function byteStream(
  chunks: AsyncIterable<Uint8Array>,
  { name, onLeave, onStart, onChunk }: ByteStreamOptions,
): ReadableStream<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  let left = false;
  const leave = () => {
    if (left) return;
    left = true;
    onLeave();
  };
  return new ReadableStream<Uint8Array>({
    start: (controller) => onStart?.(controller),
    async pull(controller) {
      try {
        const next = await iterator.next();
        if (left) return;
        if (next.done !== true) {
          onChunk?.(next.value);
          controller.enqueue(next.value);
          return;
        }
        leave();
        controller.close();
      } catch {
        if (left) return;
        leave();
        // Next cuts the connection without a word in the log for this error alone.
        controller.error(new DOMException(`${name} broke off`, 'AbortError'));
      }
    },
    cancel() {
      leave();
      // A source that waits for its next chunk ends only with that.
      iterator.return?.().catch(() => {});
    },
  });
}
