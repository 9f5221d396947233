/** Pages and their worker, without a browser: messages arrive when the test delivers them. */

import type { PodStreamEvent } from '#protocol/api.ts';
import { EMPTY_STREAM, type PodStreamState, reduceStream, type StreamInput } from '../feed/pod-stream.ts';
import { type EventSourceLike, OWN_EVENT_TYPES } from '../streams/event-source.ts';
import { FIRST_ID, type PageMessage, type WorkerMessage } from '../streams/page-port.ts';
import { StreamHub } from '../streams/stream-hub.ts';
import { type WorkerStreams, workerStreams } from '../streams/worker-streams.ts';
import { FakePodServer } from './fake-pod-server.ts';

/** One stream of a page, and the state that its events make. */
export interface OpenStream {
  readonly route: string;
  readonly source: EventSourceLike;
  state: PodStreamState;
  /** The names of all events so far. */
  readonly seen: string[];
}

export class FakePage {
  readonly streams: OpenStream[] = [];
  readonly toWorker: PageMessage[] = [];
  readonly toPage: WorkerMessage[] = [];
  readonly #timers: (() => void)[] = [];
  readonly api: WorkerStreams;
  /** Routes of streams that the page opened without the worker. */
  readonly alone: string[] = [];
  isGone = false;
  #isListening = false;

  /** @param begun the route of a stream that begins before the page asks for it */
  constructor(openAlone: (route: string) => EventSourceLike, begun?: string) {
    if (begun !== undefined) this.toWorker.push({ [FIRST_ID]: begun });
    this.api = workerStreams({
      begun,
      post: (message) => this.toWorker.push(structuredClone(message)),
      after: (callback) => this.#timers.push(callback),
      openAlone: (route) => {
        this.alone.push(route);
        return openAlone(route);
      },
    });
  }

  open(route: string): OpenStream {
    this.#isListening = true;
    const source = this.api.open(route);
    const stream: OpenStream = { route, source, state: EMPTY_STREAM, seen: [] };
    const apply = (input: StreamInput) => {
      stream.state = reduceStream(stream.state, [input]);
    };
    for (const type of OWN_EVENT_TYPES) {
      source.addEventListener(type, (message) => {
        stream.seen.push(type);
        const event = { type, data: JSON.parse((message as MessageEvent<string>).data) } as PodStreamEvent;
        apply({ kind: 'event', event, at: 0 });
      });
    }
    source.addEventListener('error', () => {
      stream.seen.push(`error ${source.readyState}`);
      if (source.readyState === 2) apply({ kind: 'refused', code: 'forbidden', detail: '' });
      else apply({ kind: 'dropped', at: 0 });
    });
    this.streams.push(stream);
    return stream;
  }

  /** Takes what has come: nothing before it has opened a stream. */
  received(): WorkerMessage[] {
    return this.#isListening ? this.toPage.splice(0) : [];
  }

  close(index: number): void {
    const [stream] = this.streams.splice(index, 1);
    stream?.source.close();
  }

  /** Lets its intervals pass. */
  tick(): void {
    for (const timer of this.#timers.splice(0)) timer();
  }
}

export class SharedBrowser {
  readonly server = new FakePodServer();
  readonly pages: FakePage[] = [];
  readonly #ports: ReturnType<StreamHub['connect']>[] = [];
  readonly #sweeps = new Set<() => void>();
  readonly #hub = new StreamHub({
    openEvents: this.server.openEvents,
    openCombined: this.server.openCombined,
    carry: (stream, carried) => this.server.carry(stream, carried),
    every: (_ms, callback) => {
      this.#sweeps.add(callback);
      return () => this.#sweeps.delete(callback);
    },
  });

  get timers(): number {
    return this.#sweeps.size;
  }

  openPage(begun?: string): FakePage {
    const page = new FakePage(this.server.openEvents, begun);
    this.pages.push(page);
    this.#ports.push(this.#hub.connect((message) => page.toPage.push(structuredClone(message))));
    return page;
  }

  /** Delivers what is on its way between a page and the worker. True if there was something. */
  deliver(index: number): boolean {
    const page = this.pages[index];
    if (page === undefined || page.isGone) return false;
    const toWorker = page.toWorker.splice(0);
    const toPage = page.received();
    for (const message of toWorker) this.#ports[index]?.receive(message);
    for (const message of toPage) page.api.receive(message);
    return toWorker.length + toPage.length > 0;
  }

  /** One interval of every timer. */
  tick(): void {
    for (const page of this.pages) if (!page.isGone) page.tick();
    for (const sweep of [...this.#sweeps]) sweep();
  }

  /** Answers and delivers until nothing is left to do. */
  async settle(): Promise<void> {
    for (let isBusy = true; isBusy; ) {
      this.server.answer();
      // Runs the callbacks of settled promises.
      await new Promise<void>((resolve) => setImmediate(resolve));
      isBusy = this.pages.map((_, index) => this.deliver(index)).some((did) => did);
    }
  }
}
