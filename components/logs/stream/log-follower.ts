/** Follows the log of one container over drops and restarts, each line once. */

import { isPassing } from '#components/failures/passing-codes.ts';
import type { Failure } from '#components/failures/read-failure.ts';
import { backoffMs } from '#protocol/backoff.ts';
import { LOG_BEAT_MS, type LogWish } from '#protocol/pod-log.ts';
import { LineSplitter } from './line-splitter.ts';
import { type LogTime, LogTimes } from './log-time.ts';
import { ResumePoint } from './resume-point.ts';

export type FollowState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live' }
  /** The container has ended or has not started: asked again soon. */
  | { readonly kind: 'waiting'; readonly failure: Failure | undefined }
  /** The connection broke, or the cluster cannot be reached: asked again soon. */
  | { readonly kind: 'reconnecting'; readonly failure: Failure | undefined }
  /** All of it is there, and nothing more is asked for. */
  | { readonly kind: 'ended' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** What is left of a log's body. */
export interface ByteReader {
  read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
  /** Ends the request. Never rejects. */
  cancel(): void;
}

export type OpenedLog =
  | { readonly kind: 'answered'; readonly body: ByteReader }
  | { readonly kind: 'failed'; readonly failure: Failure };

export interface ReceivedLine {
  /** Undefined for a line of the cluster itself. */
  readonly time: LogTime | undefined;
  readonly text: string;
}

export interface FollowerOptions {
  /** Never rejects. */
  readonly open: (wish: LogWish) => Promise<OpenedLog>;
  readonly wish: LogWish;
  /**
   * Asks for new lines again and again, instead of holding a connection: browsers have only a few. Gives the milliseconds
   * until the next question.
   */
  readonly polls?: (() => number) | undefined;
  readonly onLines: (lines: readonly ReceivedLine[]) => void;
  readonly onState: (state: FollowState) => void;
  /** Calls back after `ms` milliseconds; the returned function cancels. */
  readonly after: (ms: number, callback: () => void) => () => void;
  /** Milliseconds, of a clock that only goes on. */
  readonly now: () => number;
  /** Resolves when the page has had its turn. */
  readonly breathe: () => Promise<void>;
  /** From 0 up to but not including 1. */
  readonly random: () => number;
}

const BACKOFF = { firstMs: 1_000, longestMs: 10_000 };

/** A line that says nothing for this long is taken for lost. */
const SILENCE_MS = 2.5 * LOG_BEAT_MS;

/**
 * How long after its end a log is still said to be live: a restart may follow at once, and where a node has died, the next
 * question tells. Milliseconds.
 */
const SAY_WAITING_MS = 2_000;

/** How long lines are read before the page gets its turn. Milliseconds. */
const SLICE_MS = 8;

/** The container is not there yet: it may come. */
const MAY_COME: ReadonlySet<string> = new Set(['container-not-running']);

/** What was there may come back: a kubelet that restarts knows no pods for seconds, and a pod may get a new one of its name. */
const MAY_COME_BACK: ReadonlySet<string> = new Set(['pod-not-found', 'container-not-found']);

type Ending = 'ended' | 'broken' | 'stopped';

export class LogFollower {
  readonly #options: FollowerOptions;
  readonly #point = new ResumePoint();
  readonly #startedAt: number;
  #body: ByteReader | undefined;
  #wake: () => void = () => {};
  #cancelSaying: () => void = () => {};
  #stopped = false;
  #wasLive = false;
  /** A last line without an end: of the container, or cut by a node that went away. */
  #unended: string | undefined;
  #isSuspended = false;
  #finish: 'over' | 'gone' | undefined;
  #taken = 0;

  constructor(options: FollowerOptions) {
    this.#options = options;
    this.#startedAt = options.now();
  }

  /** Resolves when the log has ended or failed, or {@link stop} was called. Call it once. */
  async run(): Promise<void> {
    const { wish } = this.#options;
    let failures = 0;
    let wasBroken = false;
    this.#say({ kind: 'connecting' });
    for (;;) {
      if (this.#stopped) return;
      if (this.#finish === 'gone') {
        this.#say({ kind: 'ended' });
        return;
      }
      // A container that restarted during the break may have written its last lines then.
      if (wasBroken && this.#point.isKnown)
        await this.#read({ ...this.#nextWish(), previous: true, follow: false });
      if (this.#stopped) return;
      const opened = await this.#open(this.#nextWish());
      if (this.#stopped) return;
      if (opened.kind === 'failed') {
        const state = this.#stateAfter(opened.failure);
        this.#say(state);
        if (state.kind === 'failed' || state.kind === 'ended') return;
        failures += 1;
        wasBroken ||= state.kind === 'reconnecting';
      } else {
        this.#say({ kind: 'live' });
        this.#wasLive = true;
        const before = this.#taken;
        const ending = await this.#readBody(opened.body);
        if (ending === 'stopped') return;
        if (ending === 'ended' && (wish.follow !== true || this.#finish !== undefined)) {
          this.#say({ kind: 'ended' });
          return;
        }
        wasBroken = ending === 'broken';
        failures = this.#taken > before ? 1 : failures + 1;
        const { polls } = this.#options;
        if (polls !== undefined && !wasBroken) {
          failures = 0;
          await this.#pause(polls());
          continue;
        }
        if (wasBroken) this.#sayUnlessSuspended('reconnecting', 0);
        else this.#sayUnlessSuspended('waiting', SAY_WAITING_MS);
      }
      await this.#pause(backoffMs(BACKOFF, failures, this.#options.random()));
    }
  }

  /** Does not wait any longer to ask again. */
  retryNow(): void {
    if (!this.#isSuspended) this.#wake();
  }

  /**
   * Nothing more will be written, so this ends when what there is has been read.
   * @param how `gone`: the cluster no longer has the pod, or has another one of its name, so it is not asked again
   */
  finish(how: 'over' | 'gone'): void {
    this.#finish = how;
    this.retryNow();
  }

  /** Gives the connection back until {@link resume}, which goes on without a line lost. */
  suspend(): void {
    this.#isSuspended = true;
    this.#cancelSaying();
    this.#body?.cancel();
  }

  resume(): void {
    if (!this.#isSuspended) return;
    this.#isSuspended = false;
    this.#wake();
  }

  /** Idempotent. */
  stop(): void {
    this.#stopped = true;
    this.#cancelSaying();
    this.#body?.cancel();
    this.#wake();
  }

  #say(state: FollowState): void {
    this.#cancelSaying();
    this.#options.onState(state);
  }

  /** Says so after a while, unless there is something else to say before. */
  #sayUnlessSuspended(kind: 'reconnecting' | 'waiting', ms: number): void {
    if (this.#isSuspended) return;
    if (ms === 0) this.#say({ kind, failure: undefined });
    else this.#cancelSaying = this.#options.after(ms, () => this.#say({ kind, failure: undefined }));
  }

  #nextWish(): LogWish {
    const { wish, now } = this.#options;
    const { tail, since, sinceTime, ...others } = wish;
    const isHeld = wish.follow === true && this.#options.polls === undefined;
    const fixed = { ...others, follow: isHeld || undefined, timestamps: true, beats: isHeld || undefined };
    if (this.#point.isKnown) return { ...fixed, sinceTime: this.#point.sinceTime };
    const seconds = Math.ceil((now() - this.#startedAt) / 1000);
    // Nothing has come so far: what is asked for must not begin later than it did at first.
    if (since !== undefined) return { ...fixed, tail, since: since + seconds };
    if (tail === 0 && seconds > 0) return { ...fixed, since: seconds };
    return { ...fixed, tail, sinceTime };
  }

  async #open(wish: LogWish): Promise<OpenedLog> {
    const opened = await this.#options.open(wish);
    if (opened.kind === 'answered') {
      if (this.#stopped) opened.body.cancel();
      else this.#body = opened.body;
    }
    return opened;
  }

  /** A part of the log that may not be there. */
  async #read(wish: LogWish): Promise<void> {
    const { beats: _, ...withoutBeats } = wish;
    const opened = await this.#open(withoutBeats);
    if (opened.kind === 'answered' && !this.#stopped) await this.#readBody(opened.body);
  }

  async #readBody(body: ByteReader): Promise<Ending> {
    const { now, breathe } = this.#options;
    const splitter = new LineSplitter();
    const times = new LogTimes();
    const repeats = this.#point.repeats();
    const take = (lines: readonly string[]) => this.#take(lines, times, repeats);
    let turnAt = now();
    try {
      for (;;) {
        const { done, value } = await this.#withinSilence(body);
        if (this.#stopped) return 'stopped';
        if (done) {
          take(this.#lastLines(splitter.end()));
          return 'ended';
        }
        if (value !== undefined) take(splitter.push(value));
        if (now() - turnAt < SLICE_MS) continue;
        await breathe();
        turnAt = now();
      }
    } catch {
      // What there is of the last line comes whole after the break.
      return this.#stopped ? 'stopped' : 'broken';
    } finally {
      body.cancel();
      this.#body = undefined;
    }
  }

  /** Of a followed log, a line without an end counts once the next answer has the same. */
  #lastLines(lines: readonly string[]): readonly string[] {
    if (this.#options.wish.follow !== true || this.#finish !== undefined) return lines;
    if (lines.join('') === this.#unended) return lines;
    this.#unended = lines.join('');
    return [];
  }

  #stateAfter(failure: Failure): FollowState {
    const { code } = failure;
    const mayCome = MAY_COME.has(code) || (this.#wasLive && MAY_COME_BACK.has(code));
    if (this.#finish !== undefined && (mayCome || MAY_COME_BACK.has(code))) return { kind: 'ended' };
    if (this.#options.wish.follow === true && mayCome) return { kind: 'waiting', failure };
    return { kind: isPassing(code) ? 'reconnecting' : 'failed', failure };
  }

  async #withinSilence(body: ByteReader): ReturnType<ByteReader['read']> {
    const cancel = this.#options.after(SILENCE_MS, () => body.cancel());
    try {
      return await body.read();
    } finally {
      cancel();
    }
  }

  #take(lines: readonly string[], times: LogTimes, repeats: ReturnType<ResumePoint['repeats']>): void {
    const fresh: ReceivedLine[] = [];
    for (const line of lines) {
      // A sign of life; every line of the container has a time.
      if (line === '') continue;
      const read = times.read(line);
      if (read === undefined) {
        fresh.push({ time: undefined, text: line });
        continue;
      }
      if (repeats(line, read.time)) continue;
      this.#point.add(line, read.time);
      fresh.push({ time: read.time, text: line.slice(read.textAt) });
    }
    if (fresh.length === 0) return;
    this.#taken += fresh.length;
    this.#options.onLines(fresh);
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#options.after(ms, () => this.retryNow());
      this.#wake = () => {
        cancel();
        this.#wake = () => {};
        resolve();
      };
      if (this.#stopped) this.#wake();
    });
  }
}
