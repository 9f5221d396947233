/** A recording on the page: what its worker has read. */

import type { Failure } from '#components/failures/read-failure.ts';
import type { Replay, Segment, SegmentWish } from '../player/replay.ts';
import type { Found } from './output-search.ts';
import type { Reading } from './recording-reader.ts';
import type { PageMessage, WorkerMessage } from './worker-port.ts';

/** The worker of one recording. */
export interface RecordingWorker {
  post(message: PageMessage): void;
  /** @param onError its code could not be loaded, or broke: it answers nothing any more */
  listen(onMessage: (message: WorkerMessage) => void, onError: () => void): void;
  end(): void;
}

/** The places that a search has found so far, in order. */
export interface SearchResult {
  readonly text: string;
  readonly found: readonly Found[];
  readonly state: 'searching' | 'whole' | 'too-many' | 'failed';
}

const NOTHING_READ: Reading = {
  until: 0,
  events: 0,
  marks: [],
  pauses: [],
  isWhole: false,
  chain: { kind: 'none' },
  bytes: 0,
  isBehind: false,
};

const NO_SEARCH: SearchResult = { text: '', found: [], state: 'whole' };

interface Waiting {
  readonly resolve: (segment: Segment) => void;
  readonly reject: (error: Error) => void;
}

/** Immutable: each change creates a new object. */
export interface ReplayView {
  readonly reading: Reading;
  /** Why the recording cannot be read, or not to its end. */
  readonly failure: Failure | undefined;
  readonly search: SearchResult;
}

export class WorkerReplay implements Replay {
  readonly #worker: RecordingWorker;
  readonly #listeners = new Set<() => void>();
  readonly #waiting = new Map<number, Waiting>();
  #view: ReplayView = { reading: NOTHING_READ, failure: undefined, search: NO_SEARCH };
  #calls = 0;
  #searchCall = 0;

  /** @param id of the recording @param isLive more may come while it is read */
  constructor(worker: RecordingWorker, id: string, isLive: boolean) {
    this.#worker = worker;
    worker.listen(
      (message) => this.#receive(message),
      () => this.#break(),
    );
    worker.post({ kind: 'open', id, isLive });
  }

  get view(): ReplayView {
    return this.#view;
  }

  get prepared(): Reading {
    return this.#view.reading;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  segment(wish: SegmentWish): Promise<Segment> {
    this.#calls += 1;
    const call = this.#calls;
    return new Promise((resolve, reject) => {
      this.#waiting.set(call, { resolve, reject });
      this.#worker.post({ kind: 'segment', call, wish });
    });
  }

  /** Looks through the output, instead of for what was asked before. '' ends that. */
  search(text: string): void {
    this.#calls += 1;
    this.#searchCall = this.#calls;
    this.#change({ search: text === '' ? NO_SEARCH : { text, found: [], state: 'searching' } });
    this.#worker.post({ kind: 'search', call: this.#calls, text });
  }

  dispose(): void {
    this.#worker.end();
    this.#listeners.clear();
  }

  #receive(message: WorkerMessage): void {
    switch (message.kind) {
      case 'reading':
        this.#change({ reading: message.reading });
        return;
      case 'failed':
        this.#fail(message.failure);
        return;
      case 'segment':
        this.#answer(message.call, message.segment);
        return;
      case 'found':
        if (message.call === this.#searchCall && this.#view.search.text !== '') this.#addFound(message);
        return;
      default:
        message satisfies never;
    }
  }

  #answer(call: number, segment: Segment | undefined): void {
    const waiting = this.#waiting.get(call);
    this.#waiting.delete(call);
    if (segment === undefined) waiting?.reject(new Error('The part of the recording cannot be read'));
    else waiting?.resolve(segment);
  }

  #addFound({ found, state }: WorkerMessage & { kind: 'found' }): void {
    const { search } = this.#view;
    this.#change({ search: { ...search, state, found: [...search.found, ...found] } });
  }

  #break(): void {
    this.#fail({ code: 'recording-unreadable', detail: '' });
    for (const call of [...this.#waiting.keys()]) this.#answer(call, undefined);
  }

  #fail(failure: Failure): void {
    this.#change({ failure });
  }

  #change(change: Partial<ReplayView>): void {
    this.#view = { ...this.#view, ...change };
    for (const listener of this.#listeners) listener();
  }
}
