/** Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html) from an async iterator. */

/** Proxies cut lines that are silent for a minute. */
const HEARTBEAT_MS = 15_000;

const HEARTBEAT = ': still here\n\n';

export interface StreamEvent {
  readonly type: string;
  readonly data: unknown;
}

/** One event as text. JSON holds no line break, so one data line is enough. */
export function encodeEvent({ type, data }: StreamEvent): string {
  return `event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
}

/**
 * Streams `first`, then what the iterator gives, as fast as the client reads, with a comment every 15 s.
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
        const next = await rest.next();
        if (left) return;
        if (next.done !== true) {
          controller.enqueue(encoder.encode(encodeEvent(next.value)));
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
      'cache-control': 'no-cache, no-transform',
      // nginx would collect events otherwise.
      'x-accel-buffering': 'no',
    },
  });
}
