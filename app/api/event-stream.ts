/** Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html) from an async iterator. */

import { inBatches } from './in-batches.ts';

/** Proxies cut lines that are silent for a minute. */
const HEARTBEAT_MS = 15_000;

const HEARTBEAT = ': still here\n\n';

/** Events in one piece. Some are as large as a list, so that more would be megabytes in one string. */
const MAX_BATCH = 100;

export interface StreamEvent {
  readonly type: string;
  readonly data: unknown;
}

/** One event as text. JSON holds no line break, so one data line is enough. */
export function encodeEvent({ type, data }: StreamEvent): string {
  return `event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
}

/**
 * Streams `first`, then what the iterator gives, as fast as the client reads, with a comment every 15 s. Next packs it
 * for a client that takes gzip and flushes each piece, for which the answer must not say `no-transform`.
 * @param lastWords an error of the iterator as a last event
 * @param onLeave called once when the client has gone or the iterator has ended
 */
export function eventStream(
  first: StreamEvent,
  rest: AsyncIterator<StreamEvent>,
  lastWords: (error: unknown) => StreamEvent,
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
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encoder.encode(encodeEvent(first)));
      heartbeat = setInterval(() => controller.enqueue(encoder.encode(HEARTBEAT)), HEARTBEAT_MS);
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
        controller.enqueue(encoder.encode(encodeEvent(lastWords(error))));
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
      // nginx would collect events otherwise.
      'x-accel-buffering': 'no',
    },
  });
}
