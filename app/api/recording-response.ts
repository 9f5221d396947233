/** The file of a recording as the body of a response. */

import type { RecordingFile } from '#protocol/recording/recording-file.ts';
import { byteStream } from './byte-stream.ts';

export interface RecordingResponseOptions {
  /** The client has asked for a range. */
  readonly isPart: boolean;
  /** Called once, when the client has disconnected or has all of it. */
  readonly onLeave: () => void;
}

export function recordingResponse(
  file: RecordingFile,
  { isPart, onLeave }: RecordingResponseOptions,
): Response {
  const { meta, from, to, size, isSealed } = file;
  const body = byteStream(file.bytes, { name: 'The recording', onLeave });
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
