import { CLOSED, type Sink, type StreamEvent } from './event-source.ts';
import type { Reader } from './reader.ts';
import { Replay } from './replay.ts';

/** Opens the stream of a route; the returned function closes it. */
export type OpenStream = (route: string, sink: Sink) => () => void;

/** The pods of one route, for every page that shows them. */
export class Subject {
  readonly #route: string;
  readonly #open: OpenStream;
  readonly #onEnd: () => void;
  readonly #readers = new Set<Reader>();
  readonly #replay = new Replay();
  /** The last error, while nothing has come since. */
  #error: StreamEvent | undefined;
  #close: () => void = () => {};
  #isEnded = false;

  /** @param onEnd the last page has left, or the server has refused */
  constructor(route: string, open: OpenStream, onEnd: () => void) {
    this.#route = route;
    this.#open = open;
    this.#onEnd = onEnd;
    this.#start();
  }

  /** What brings a page up to date. */
  get current(): readonly StreamEvent[] {
    return this.#error === undefined ? this.#replay.events : [this.#error];
  }

  join(reader: Reader): void {
    this.#readers.add(reader);
    if (this.#error === undefined) reader.catchUp();
    else {
      // A page that has just loaded shows that the server is back; EventSource would wait some seconds.
      this.#close();
      this.#start();
    }
  }

  leave(reader: Reader): void {
    this.#readers.delete(reader);
    if (this.#readers.size === 0) this.#end();
  }

  #start(): void {
    let isOpen = true;
    const close = this.#open(this.#route, (event) => {
      if (isOpen) this.#receive(event);
    });
    this.#close = () => {
      isOpen = false;
      close();
    };
  }

  #receive(event: StreamEvent): void {
    const [type, data] = event;
    const isError = type === 'error';
    this.#error = isError ? event : undefined;
    // After an error the server begins with a snapshot again.
    if (isError) this.#replay.clear();
    else this.#replay.add(event);
    for (const reader of this.#readers) reader.push(event);
    if (isError && Number(data) === CLOSED) this.#end();
  }

  #end(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#close();
    this.#onEnd();
  }
}
