/** A log as the body of a response: chunks as they come, as fast as the client reads. */

import { LOG_BEAT_MS } from '#protocol/pod-log.ts';

const NEWLINE = 10;

export interface LogStreamOptions {
  /** Sends an empty line every {@link LOG_BEAT_MS}, where a line has ended. */
  readonly hasBeats: boolean;
  /** Called once, when the client has disconnected or the log has ended. */
  readonly onLeave: () => void;
}

/**
 * Nothing is compressed on the way (`no-transform`), so that each line is there when it is written. An error of the log cuts
 * the connection, so that a client can tell it from the log's end.
 */
export function logStream(chunks: AsyncIterable<Uint8Array>, options: LogStreamOptions): Response {
  const iterator = chunks[Symbol.asyncIterator]();
  let heartbeat: ReturnType<typeof setInterval> | undefined;
  let isLineOver = true;
  let left = false;
  const leave = () => {
    if (left) return;
    left = true;
    clearInterval(heartbeat);
    options.onLeave();
  };
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      // Next sends the headers with the first chunk, and a quiet log has none for hours.
      controller.enqueue(new Uint8Array(0));
      if (!options.hasBeats) return;
      const beat = () => {
        // What waits for a slow client is a sign of life, too.
        const isIdle = (controller.desiredSize ?? 0) > 0;
        if (isIdle && isLineOver) controller.enqueue(Uint8Array.of(NEWLINE));
      };
      heartbeat = setInterval(beat, LOG_BEAT_MS);
    },
    async pull(controller) {
      try {
        const next = await iterator.next();
        if (left) return;
        if (next.done !== true) {
          isLineOver = next.value.at(-1) === NEWLINE;
          controller.enqueue(next.value);
          return;
        }
        leave();
        controller.close();
      } catch {
        if (left) return;
        leave();
        // Next cuts the connection without a word in the log for this error alone.
        controller.error(new DOMException('The log broke off', 'AbortError'));
      }
    },
    cancel: leave,
  });
  return new Response(body, {
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      // The log is anything that a program prints.
      'x-content-type-options': 'nosniff',
      // Stops nginx from buffering lines.
      'x-accel-buffering': 'no',
    },
  });
}
