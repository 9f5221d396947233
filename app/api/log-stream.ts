/** A log as the body of a response. */

import { LOG_BEAT_MS } from '#protocol/pod-log.ts';
import { byteStream } from './byte-stream.ts';

const NEWLINE = 10;

export interface LogStreamOptions {
  /** Sends an empty line every {@link LOG_BEAT_MS}, where a line has ended. */
  readonly hasBeats: boolean;
  /** Called once, when the client has disconnected or the log has ended. */
  readonly onLeave: () => void;
}

/** Nothing is compressed on the way (`no-transform`), so that each line is there when it is written. */
export function logStream(chunks: AsyncIterable<Uint8Array>, options: LogStreamOptions): Response {
  let heartbeat: ReturnType<typeof setInterval> | undefined;
  let isLineOver = true;
  const body = byteStream(chunks, {
    name: 'The log',
    onStart(controller) {
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
    onChunk(chunk) {
      isLineOver = chunk.at(-1) === NEWLINE;
    },
    onLeave() {
      clearInterval(heartbeat);
      options.onLeave();
    },
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
