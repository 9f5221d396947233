/** The file of a recording as the body of a response: as fast as the client reads. */

import type { RecordingFile } from '#protocol/recording/recording-file.ts';

export interface RecordingResponseOptions {
  /** The client has asked for a range. */
  readonly isPart: boolean;
  /** Called once, when the client has disconnected or has all of it. */
  readonly onLeave: () => void;
}

/** An error while it is read cuts the connection, so that nobody takes a part for the whole. */
export function recordingResponse(
  file: RecordingFile,
  { isPart, onLeave }: RecordingResponseOptions,
): Response {
  const { meta, from, to, size, isSealed } = file;
  const iterator = file.bytes[Symbol.asyncIterator]();
  let left = false;
  const leave = () => {
    if (left) return;
    left = true;
    onLeave();
  };
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const next = await iterator.next();
          if (left) return;
          if (next.done !== true) {
            controller.enqueue(next.value);
            return;
          }
          leave();
          controller.close();
        } catch {
          if (left) return;
          leave();
          // Next cuts the connection without a word in the log for this error alone.
          controller.error(new DOMException('The recording broke off', 'AbortError'));
        }
      },
      async cancel() {
        leave();
        await iterator.return?.();
      },
    },
    { highWaterMark: 1 },
  );
  return new Response(body, {
    status: isPart ? 206 : 200,
    headers: {
      'content-type': isSealed ? 'application/octet-stream' : 'application/x-asciicast',
      'content-length': String(to - from),
      'content-disposition': `attachment; filename="${meta.id}.cast${isSealed ? '.age' : ''}"`,
      'accept-ranges': 'bytes',
      ...(isPart ? { 'content-range': `bytes ${from}-${to - 1}/${size}` } : {}),
      // Compressed, the length would be another one, and parts would wait for one another.
      'cache-control': 'no-store, no-transform',
      'x-content-type-options': 'nosniff',
      'x-accel-buffering': 'no',
    },
  });
}
