/** What the worker does: the pod streams of all pages of a browser, over at most two connections. */

import { type CombinedEnvironment, CombinedStream } from './combined-stream.ts';
import type { EventSourceLike } from './event-source.ts';
import { ownStream } from './own-stream.ts';
import { HELD_MS, type Held, type PageMessage, type WorkerMessage } from './page-port.ts';
import { Reader } from './reader.ts';
import { type OpenStream, Subject } from './subject.ts';

export interface HubEnvironment extends CombinedEnvironment {
  openEvents(route: string): EventSourceLike;
  /** Calls back every `ms` milliseconds; the returned function stops that. */
  every(ms: number, callback: () => void): () => void;
}

/** A page that was silent for so many of its intervals is gone: closed, crashed or frozen. */
const SILENT_INTERVALS = 20;

/** One page's side of the hub. */
export interface PagePort {
  receive(message: PageMessage): void;
  /** The page is gone. If it does speak again, it gets everything anew. */
  leave(): void;
}

interface HeldStream {
  readonly reader: Reader;
  readonly subject: Subject;
}

export class StreamHub {
  readonly #environment: HubEnvironment;
  readonly #openOwn: OpenStream;
  readonly #combined: CombinedStream;
  readonly #subjects = new Map<string, Subject>();
  /** Pages that hold a stream, with the number of intervals since they spoke. */
  readonly #silence = new Map<PagePort, number>();
  #isOwnTaken = false;
  #stopSweep: (() => void) | undefined;

  constructor(environment: HubEnvironment) {
    this.#environment = environment;
    this.#openOwn = ownStream((route) => environment.openEvents(route));
    this.#combined = new CombinedStream(environment);
  }

  /** @param send to the page */
  connect(send: (message: WorkerMessage) => void): PagePort {
    const streams = new Map<string, HeldStream>();
    const hold = (held: Held): void => {
      // Joins come first, so that a subject that both lists have does not close in between.
      for (const [id, route] of Object.entries(held)) {
        if (!streams.has(id)) this.#join(route, id, streams, send);
      }
      for (const [id, { subject, reader }] of streams) {
        if (id in held) continue;
        streams.delete(id);
        subject.leave(reader);
      }
      if (streams.size > 0) this.#silence.set(page, 0);
      else this.#silence.delete(page);
      this.#sweepIfNeeded();
    };
    const page: PagePort = {
      receive(message) {
        if (typeof message === 'number') {
          streams.get(String(message))?.reader.onHandled();
          return;
        }
        hold(message);
        send(null);
      },
      leave: () => hold({}),
    };
    return page;
  }

  #join(
    route: string,
    id: string,
    streams: Map<string, HeldStream>,
    send: (message: WorkerMessage) => void,
  ): void {
    const subject = this.#subjects.get(route) ?? this.#openSubject(route);
    const reader = new Reader(
      (events) => send([Number(id), events]),
      () => subject.current,
    );
    streams.set(id, { reader, subject });
    subject.join(reader);
  }

  #openSubject(route: string): Subject {
    const subject = new Subject(
      route,
      (path, sink) => this.#open(path, sink),
      () => {
        if (this.#subjects.get(route) === subject) this.#subjects.delete(route);
      },
    );
    this.#subjects.set(route, subject);
    return subject;
  }

  /** The first has a connection of its own, since most browsers show one list; all others share one. */
  #open: OpenStream = (route, sink) => {
    if (this.#isOwnTaken) return this.#combined.open(route, sink);
    this.#isOwnTaken = true;
    const close = this.#openOwn(route, sink);
    return () => {
      this.#isOwnTaken = false;
      close();
    };
  };

  #sweepIfNeeded(): void {
    if (this.#silence.size > 0) this.#stopSweep ??= this.#environment.every(HELD_MS, () => this.#sweep());
    else {
      this.#stopSweep?.();
      this.#stopSweep = undefined;
    }
  }

  #sweep(): void {
    for (const [page, intervals] of [...this.#silence]) {
      if (intervals >= SILENT_INTERVALS) page.leave();
      else this.#silence.set(page, intervals + 1);
    }
  }
}
