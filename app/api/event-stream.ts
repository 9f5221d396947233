/** Server-sent events from an async iterator. */

import { setImmediate } from 'node:timers/promises';
import { BEAT, BEAT_MS } from '#protocol/beats.ts';
import { encodeEvent, encodeInPieces, type StreamEvent } from './event-text.ts';
import { inBatches } from './in-batches.ts';
import type { StreamWish } from './parameters.ts';

/** Proxies close connections that are idle for a minute. */
const COMMENT_MS = 15_000;

const COMMENT = ': still here\n\n';

/** An event without data is none. */
const BEAT_TEXT = `event: ${BEAT}\ndata: 1\n\n`;

/** A browser that loses the stream is back within seconds; by itself Chromium waits 3 s, and Firefox 5 s. */
const RETRY = 'retry: 1000\n\n';

/** Events that are taken at once. */
const MAX_BATCH = 100;

/**
 * Streams `first`, then the events of the iterator as fast as the client reads, with a comment every 15 s, or with beats.
 * The headers must not contain `no-transform`: Next compresses the stream for clients that accept gzip, and flushes each
 * chunk.
 * @param wish what `streamWish` says of the request: to be asked before anything is begun, since it may refuse
 * @param errorEvent turns an error of the iterator into the last event
 * @param onLeave called once, when the client has disconnected or the iterator has ended
 */
export function eventStream(
  { hasBeats, inParts }: StreamWish,
  first: StreamEvent,
  rest: AsyncIterator<StreamEvent>,
  errorEvent: (error: unknown) => StreamEvent,
  onLeave: () => void,
): Response {
  const encoder = new TextEncoder();
  const batches = inBatches(rest, MAX_BATCH);
  let heartbeat: ReturnType<typeof setInterval> | undefined;
  let left = false;
  const leave = () => {
    if (left) return;
    left = true;
    clearInterval(heartbeat);
    onLeave();
  };
  const begin: readonly StreamEvent[] = hasBeats ? [first, { type: BEAT, data: 1 }] : [first];
  /** What is left of the events that are being sent. */
  let pieces = encodeInPieces(begin, RETRY, inParts);
  let piece = pieces.next();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const sign = encoder.encode(hasBeats ? BEAT_TEXT : COMMENT);
      const beat = () => {
        // What waits for a slow client is a sign of life, too, and nothing may come between the pieces of an event.
        if (piece.done === true && (controller.desiredSize ?? 0) > 0) controller.enqueue(sign.slice());
      };
      heartbeat = setInterval(beat, hasBeats ? BEAT_MS : COMMENT_MS);
    },
    async pull(controller) {
      try {
        if (piece.done === true) {
          const next = await batches.next();
          if (left) return;
          if (next.done !== true) {
            pieces = encodeInPieces(next.value, '', inParts);
            piece = pieces.next();
          }
        } else {
          // What else the server has to do comes between two pieces.
          await setImmediate();
          if (left) return;
        }
        if (piece.done !== true) {
          const text = piece.value;
          piece = pieces.next();
          controller.enqueue(encoder.encode(text));
          return;
        }
      } catch (error) {
        if (left) return;
        controller.enqueue(encoder.encode(encodeEvent(errorEvent(error))));
      }
      leave();
      controller.close();
    },
    cancel: leave,
  });
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache',
      // Stops nginx from buffering events.
      'x-accel-buffering': 'no',
    },
  });
}
