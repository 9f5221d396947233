/** The page's side of the worker that all pages share. Written for few bytes: every page loads it before it is live. */

import { CLOSED, type EventSourceLike } from './event-source.ts';
import { FIRST_ID, HELD_MS, type PageMessage, type WorkerMessage } from './page-port.ts';

export interface WorkerEnvironment {
  post(message: PageMessage): void;
  /** Calls back once after `ms` milliseconds. */
  after(callback: () => void, ms: number): void;
  /** Opens a stream without the worker. */
  openAlone(route: string): EventSourceLike;
  /** The route of the first stream, if the worker was told of it before; see `beginStream`. */
  readonly begun?: string | undefined;
}

export interface WorkerStreams {
  open(route: string): EventSourceLike;
  /** Handles a message of the worker. */
  receive(message: WorkerMessage): void;
  /** The worker did not start, or is gone. */
  fail(): void;
}

interface PageStream extends EventSourceLike {
  readonly route: string;
  receive(type: string, data: string): void;
}

/** A worker that does not answer for so many intervals is lost; until its first answer it may be starting. */
const SILENT_INTERVALS = 3;
const STARTING_INTERVALS = 15;

/**
 * Opens streams through the worker. If it fails, or is silent, its streams end like refused ones: the
 * feeds then ask again, and get streams without the worker.
 */
export function workerStreams({ post, after, openAlone, begun }: WorkerEnvironment): WorkerStreams {
  const streams = new Map<number, PageStream>();
  let nextId = FIRST_ID;
  /** Intervals since the worker has answered. */
  let silent = 0;
  let patience = STARTING_INTERVALS;
  let isWatching = false;
  let isLost = false;

  const hold = () => {
    if (!isLost) post(Object.fromEntries([...streams].map(([id, { route }]) => [id, route])));
  };

  const watch = () => {
    isWatching = streams.size > 0;
    if (isWatching) after(check, HELD_MS);
  };

  const check = () => {
    silent += 1;
    if (silent >= patience) fail();
    hold();
    watch();
  };

  const fail = () => {
    isLost = true;
    for (const stream of [...streams.values()]) stream.receive('error', `${CLOSED}`);
  };

  return {
    fail,
    receive(message) {
      silent = 0;
      patience = SILENT_INTERVALS;
      if (message === null) return;
      const [id, events] = message;
      for (const [type, data] of events) streams.get(id)?.receive(type, data);
      post(id);
    },
    open(route) {
      if (isLost) return openAlone(route);
      // For the worker, the first one is what was begun.
      if (nextId === FIRST_ID && begun !== undefined && begun !== route) nextId += 1;
      const id = nextId;
      nextId += 1;
      const target = new EventTarget();
      let readyState = 0;
      const close = () => {
        readyState = CLOSED;
        if (streams.delete(id)) hold();
      };
      const stream: PageStream = {
        route,
        close,
        get readyState() {
          return readyState;
        },
        addEventListener: (type, listener) => target.addEventListener(type, listener),
        receive(type, data) {
          readyState = type === 'error' ? Number(data) : 1;
          if (readyState === CLOSED) close();
          target.dispatchEvent(new MessageEvent(type, { data }));
        },
      };
      streams.set(id, stream);
      hold();
      if (!isWatching) watch();
      return stream;
    },
  };
}
