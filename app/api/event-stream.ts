/** Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html) from an async iterator. */

import { BEAT, BEAT_MS, BEATS_PARAMETER } from '#protocol/beats.ts';
import { inBatches } from './in-batches.ts';
import { queryValue } from './parameters.ts';

/** Proxies close connections that are idle for a minute. */
const COMMENT_MS = 15_000;

const COMMENT = ': still here\n\n';

/** An event without data is none. */
const BEAT_TEXT = `event: ${BEAT}\ndata: 1\n\n`;

/** A browser that loses the stream is back within seconds; by itself Chromium waits 3 s, and Firefox 5 s. */
const RETRY = 'retry: 1000\n\n';

/** Events in one chunk. An event can be as large as a list, so more would make strings of megabytes. */
const MAX_BATCH = 100;

export interface StreamEvent {
  readonly type: string;
  readonly data: unknown;
}

/** One event as text. JSON contains no line breaks, so one data line is enough. */
export function encodeEvent({ type, data }: StreamEvent): string {
  return `event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
}

/**
 * Streams `first`, then the events of the iterator as fast as the client reads, with a comment every 15 s, or with beats
 * if the request asks for them. The headers must not contain `no-transform`: Next compresses the stream for clients that
 * accept gzip, and flushes each chunk.
 * @param errorEvent turns an error of the iterator into the last event
 * @param onLeave called once, when the client has disconnected or the iterator has ended
 */
export function eventStream(
  request: Request,
  first: StreamEvent,
  rest: AsyncIterator<StreamEvent>,
  errorEvent: (error: unknown) => StreamEvent,
  onLeave: () => void,
): Response {
  const encoder = new TextEncoder();
  const hasBeats = queryValue(request, BEATS_PARAMETER) === 'true';
  const batches = inBatches(rest, MAX_BATCH);
  let heartbeat: ReturnType<typeof setInterval> | undefined;
  let left = false;
  const leave = () => {
    if (left) return;
    left = true;
    clearInterval(heartbeat);
    onLeave();
  };
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encoder.encode(RETRY + encodeEvent(first) + (hasBeats ? BEAT_TEXT : '')));
      const sign = hasBeats ? BEAT_TEXT : COMMENT;
      // What waits for a slow client is a sign of life, too.
      const beat = () => (controller.desiredSize ?? 0) > 0 && controller.enqueue(encoder.encode(sign));
      heartbeat = setInterval(beat, hasBeats ? BEAT_MS : COMMENT_MS);
    },
    async pull(controller) {
      try {
        const next = await batches.next();
        if (left) return;
        if (next.done !== true) {
          controller.enqueue(encoder.encode(next.value.map(encodeEvent).join('')));
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
