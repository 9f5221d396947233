/** The lines on the page: merged by time, bounded, filtered and searched, a little at a time. */

import type { ReceivedLine } from '../stream/log-follower.ts';
import { compareTimes, type LogTime } from '../stream/log-time.ts';
import type { LineFilter } from './line-filter.ts';
import { type LineSource, LogLine, sourceKey } from './log-line.ts';

export interface LogLimits {
  readonly lines: number;
  /** UTF-16 units of all lines together. */
  readonly characters: number;
}

const DEFAULT_LOG_LIMITS: LogLimits = { lines: 100_000, characters: 100_000_000 };

/** What is shown. Always another object after a change. */
export interface LogSnapshot {
  /** Those that pass the filter. */
  readonly lines: readonly LogLine[];
  /** How many there are with those that do not pass. */
  readonly total: number;
  /** The oldest lines that had to go. */
  readonly dropped: number;
  /** Places in `lines` of those that the search has found. */
  readonly found: readonly number[];
  /** What was searched for `found`: another search takes its time. */
  readonly search: LineFilter;
  /** The greatest id of all lines so far. */
  readonly newest: number;
}

export interface LogModelOptions {
  readonly limits?: LogLimits;
  /** Calls back after `ms` milliseconds. */
  readonly after: (ms: number, callback: () => void) => () => void;
  /** Milliseconds. */
  readonly now: () => number;
}

/** A page need not change more often, whatever the flood: each change costs some milliseconds with 100,000 lines. */
const SHOW_MS = 100;

/** How long lines are tested in one go. Milliseconds. */
const SLICE_MS = 10;

/** Lines between two looks at the clock. */
const LOOK_EVERY = 256;

/** The part of the limits that is dropped at once: moving all lines for each new one would take too long. */
const DROPPED_PART = 0.05;

const START: LogTime = { second: 0, nanos: 0 };

export class LogModel {
  readonly #limits: LogLimits;
  readonly #options: LogModelOptions;
  readonly #listeners = new Set<() => void>();
  /** The order of each container's newest line. */
  readonly #newest = new Map<string, LogTime>();
  #lines: LogLine[] = [];
  #characters = 0;
  #nextId = 1;
  #dropped = 0;
  #filter: LineFilter;
  #search: LineFilter;
  #snapshot: LogSnapshot = { lines: [], total: 0, dropped: 0, found: [], search: undefined, newest: 0 };
  #cancelShow: (() => void) | undefined;

  constructor(options: LogModelOptions) {
    this.#options = options;
    this.#limits = options.limits ?? DEFAULT_LOG_LIMITS;
  }

  get snapshot(): LogSnapshot {
    return this.#snapshot;
  }

  /** Calls back after each new snapshot; the returned function unsubscribes. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Adds lines of a container, in their order. */
  add(source: LineSource, received: readonly ReceivedLine[]): void {
    const key = sourceKey(source);
    let order = this.#newest.get(key) ?? START;
    const lines = received.map((one) => {
      if (one.time !== undefined && compareTimes(one.time, order) > 0) order = one.time;
      this.#characters += one.text.length;
      return new LogLine(this.#nextId++, source, one, order);
    });
    this.#newest.set(key, order);
    this.#insert(lines);
    this.#drop();
    this.#showIn(SHOW_MS);
  }

  set filter(filter: LineFilter) {
    if (filter === this.#filter) return;
    this.#filter = filter;
    this.#showIn(0);
  }

  /** Undefined: nothing is searched. */
  set search(search: LineFilter) {
    if (search === this.#search) return;
    this.#search = search;
    this.#showIn(0);
  }

  /** Removes all lines, for instance before another log is read. */
  clear(): void {
    this.#lines = [];
    this.#characters = 0;
    this.#dropped = 0;
    this.#newest.clear();
    this.#show();
  }

  dispose(): void {
    this.#cancelShow?.();
    this.#listeners.clear();
  }

  #insert(added: readonly LogLine[]): void {
    const [first] = added;
    const last = this.#lines.at(-1);
    if (first === undefined) return;
    if (last === undefined || compareTimes(first.order, last.order) >= 0) {
      for (const line of added) this.#lines.push(line);
      return;
    }
    const later = this.#lines.splice(this.#placeAfter(first.order));
    let next = 0;
    for (const line of added) {
      for (let other = later[next]; other !== undefined; other = later[next]) {
        if (compareTimes(other.order, line.order) > 0) break;
        this.#lines.push(other);
        next += 1;
      }
      this.#lines.push(line);
    }
    for (; next < later.length; next++) this.#lines.push(later[next] as LogLine);
  }

  /** The place of the first line that is later. */
  #placeAfter(order: LogTime): number {
    let low = 0;
    let high = this.#lines.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const line = this.#lines[middle];
      if (line !== undefined && compareTimes(line.order, order) <= 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #drop(): void {
    const { lines, characters } = this.#limits;
    if (this.#lines.length <= lines && this.#characters <= characters) return;
    const most = lines * (1 - DROPPED_PART);
    const mostCharacters = characters * (1 - DROPPED_PART);
    let gone = 0;
    while (
      this.#lines.length - gone > most ||
      (this.#characters > mostCharacters && gone < this.#lines.length)
    ) {
      this.#characters -= this.#lines[gone]?.text.length ?? 0;
      gone += 1;
    }
    this.#lines.splice(0, gone);
    this.#dropped += gone;
  }

  #showIn(ms: number): void {
    if (this.#cancelShow !== undefined && ms > 0) return;
    this.#cancelShow?.();
    this.#cancelShow = this.#options.after(ms, () => {
      this.#cancelShow = undefined;
      if (this.#test()) this.#show();
      else this.#showIn(0);
    });
  }

  /** Tests lines for as long as the page can wait. @returns true when all are tested */
  #test(): boolean {
    if (this.#filter === undefined && this.#search === undefined) return true;
    const until = this.#options.now() + SLICE_MS;
    let tested = 0;
    for (const line of this.#lines) {
      if (!this.#testLine(line)) continue;
      tested += 1;
      if (tested % LOOK_EVERY === 0 && this.#options.now() > until) return false;
    }
    return true;
  }

  /** @returns false if nothing was left to find out */
  #testLine(line: LogLine): boolean {
    let isNew = false;
    if (this.#filter !== undefined && line.filtered?.by !== this.#filter) {
      line.filtered = { by: this.#filter, passes: this.#filter(line) };
      isNew = true;
    }
    if (this.#search !== undefined && line.searched?.by !== this.#search) {
      line.searched = { by: this.#search, matches: this.#search(line) };
      isNew = true;
    }
    return isNew;
  }

  #show(): void {
    const isFiltered = this.#filter !== undefined;
    const lines = isFiltered ? this.#lines.filter(({ filtered }) => filtered?.passes) : this.#lines.slice();
    const found: number[] = [];
    if (this.#search !== undefined) {
      for (let index = 0; index < lines.length; index++)
        if (lines[index]?.searched?.matches) found.push(index);
    }
    const newest = this.#nextId - 1;
    const total = this.#lines.length;
    this.#snapshot = { lines, total, dropped: this.#dropped, found, search: this.#search, newest };
    for (const listener of this.#listeners) listener();
  }
}
