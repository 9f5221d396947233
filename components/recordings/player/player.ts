/** Plays a recording on a screen: a state machine over time, which knows neither React nor where the recording is from. */

import type { Clock } from '#components/terminal/connection/clock.ts';
import { posterOf } from './poster.ts';
import type { Replay, ReplayEvent, ReplayTarget, Segment, SegmentWish } from './replay.ts';
import { playedTo } from './skipped-pauses.ts';

export const SPEEDS = [0.5, 1, 2, 4, 8, 16] as const;

export type Speed = (typeof SPEEDS)[number];

export type PlayerState =
  | { readonly kind: 'paused' | 'playing' | 'ended' }
  /** The moment is being looked up, or is not prepared yet; `plays`: playing goes on then. */
  | { readonly kind: 'waiting'; readonly plays: boolean }
  /** The recording can no longer be read. */
  | { readonly kind: 'failed' };

/** What the player shows. Immutable: each change creates a new object. */
export interface PlayerView {
  readonly state: PlayerState;
  /** Milliseconds since the start of the recording. */
  readonly position: number;
  readonly speed: Speed;
  /** Long pauses are cut short. */
  readonly skipsPauses: boolean;
}

export interface PlayerOptions {
  readonly replay: Replay;
  readonly screen: ReplayTarget;
  readonly clock: Clock;
  /** Where to begin; milliseconds. */
  readonly position?: number;
  /** More may come while it is played. */
  readonly isLive?: boolean;
  /** Before anything is asked of it, shows what the recording begins with instead of the blank screen of its start. */
  readonly showsPoster?: boolean;
}

/** Between two looks at the clock while playing. Milliseconds. */
const TICK_MS = 33;

/** The screen may be behind by so many UTF-16 units; then the replay waits for it. */
const MOST_UNSHOWN = 512 * 1024;

export class Player {
  readonly #options: PlayerOptions;
  readonly #listeners = new Set<() => void>();
  readonly #unsubscribe: () => void;
  #view: PlayerView;
  #segment: Segment | undefined;
  /** The next event of the segment, by its place in it. */
  #next = 0;
  /** The segment after this one, asked for before it is needed. */
  #following: { readonly event: number; readonly segment: Promise<Segment> } | undefined;
  /** A later wish for a moment makes the answer to an earlier one worthless. */
  #wish = 0;
  /** A moment that is not prepared yet. */
  #wanted: number | undefined;
  #unshown = 0;
  /** `due`: nobody has asked for anything but the start yet. `shown`: the screen is ahead of the position. */
  #poster: 'none' | 'due' | 'shown' = 'none';
  /** The next segment is not there yet. */
  #isGoingOn = false;
  #ticked = 0;
  #cancelTick = () => {};

  constructor(options: PlayerOptions) {
    this.#options = options;
    this.#view = {
      state: { kind: 'waiting', plays: false },
      position: 0,
      speed: 1,
      skipsPauses: true,
    };
    this.#unsubscribe = options.replay.subscribe(() => this.#prepared());
    this.seek(options.position ?? 0);
    if (options.showsPoster === true) this.#poster = 'due';
  }

  get view(): PlayerView {
    return this.#view;
  }

  /** Playing is between two segments, the second of which is being read. */
  get isShowing(): boolean {
    return this.#isGoingOn;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** From the beginning, if it has come to its end. */
  play(): void {
    const { kind } = this.#view.state;
    if (kind === 'ended') this.seek(0, true);
    else if (kind === 'failed') this.seek(this.#view.position, true);
    else if (kind === 'paused') this.#start();
    else if (kind === 'waiting') this.#change({ state: { kind, plays: true } });
  }

  pause(): void {
    const { kind } = this.#view.state;
    if (kind === 'playing') this.#stop({ kind: 'paused' });
    else if (kind === 'waiting') this.#change({ state: { kind, plays: false } });
  }

  toggle(): void {
    const { state } = this.#view;
    if (state.kind === 'playing' || (state.kind === 'waiting' && state.plays)) this.pause();
    else this.play();
  }

  setSpeed(speed: Speed): void {
    this.#change({ speed });
  }

  setSkipsPauses(skipsPauses: boolean): void {
    this.#change({ skipsPauses });
  }

  /** Shows a moment. @param position milliseconds; what is outside of the recording means its start or end */
  seek(position: number, plays = this.#plays): void {
    const { replay } = this.#options;
    const { until, isWhole } = replay.prepared;
    const at = Math.max(0, isWhole ? Math.min(position, until) : position);
    this.#poster = 'none';
    this.#stop({ kind: 'waiting', plays });
    this.#change({ position: at });
    this.#wish += 1;
    this.#isGoingOn = false;
    this.#wanted = this.#isPrepared(at) ? undefined : at;
    if (this.#wanted !== undefined) return;
    if (replay.prepared.events === 0) this.#stop({ kind: 'ended' });
    else void this.#lookUp(at, this.#wish);
  }

  /** Shows the last moment; of a recording that still grows, the newest that there is. */
  seekEnd(): void {
    const { isLive, replay } = this.#options;
    this.seek(isLive ? replay.prepared.until : Number.MAX_SAFE_INTEGER);
  }

  dispose(): void {
    this.#wish += 1;
    this.#unsubscribe();
    this.#cancelTick();
    this.#listeners.clear();
  }

  get #plays(): boolean {
    const { state } = this.#view;
    return state.kind === 'playing' || (state.kind === 'waiting' && state.plays);
  }

  async #lookUp(at: number, wish: number): Promise<void> {
    const segment = await this.#load({ at }, wish);
    if (segment === undefined) return;
    this.#segment = segment;
    this.#next = 0;
    this.#unshown = 0;
    this.#options.screen.show(segment.keyframe);
    if ((await this.#showUntil(at, wish)) && wish === this.#wish) this.#arrived();
  }

  /** Shows all events up to a moment, also of later segments. @returns false when something else is wanted meanwhile */
  async #showUntil(at: number, wish: number): Promise<boolean> {
    for (;;) {
      if (this.#writeUntil(at)) return true;
      const segment = this.#segment;
      if (segment === undefined || this.#isLast(segment)) return true;
      const { end } = segment;
      const following = await this.#load({ event: end }, wish);
      if (following === undefined) return false;
      this.#segment = following;
      // It may begin earlier: of two segments, one can have been made meanwhile.
      this.#next = end - following.first;
    }
  }

  #arrived(): void {
    if (this.#isAtEnd) this.#stop({ kind: 'ended' });
    else if (this.#plays) this.#start();
    else {
      this.#stop({ kind: 'paused' });
      if (this.#poster === 'due') this.#showPoster();
    }
  }

  #showPoster(): void {
    const poster = posterOf(this.#segment?.events.slice(this.#next) ?? []);
    this.#poster = poster.length > 0 ? 'shown' : 'none';
    for (const event of poster) this.#show(event);
  }

  /** Writes the events of the segment up to a moment. @returns false when its end is reached before */
  #writeUntil(at: number): boolean {
    const { events = [] } = this.#segment ?? {};
    let text = '';
    for (; this.#next < events.length; this.#next += 1) {
      const event = events[this.#next];
      if (event === undefined || event.at > at) break;
      if (event.kind === 'output') text += event.text;
      else {
        this.#write(text);
        text = '';
        this.#options.screen.resize(event.cols, event.rows);
      }
    }
    this.#write(text);
    return this.#next < events.length;
  }

  #show(event: ReplayEvent): void {
    if (event.kind === 'output') this.#write(event.text);
    else this.#options.screen.resize(event.cols, event.rows);
  }

  #write(text: string): void {
    if (text === '') return;
    const wish = this.#wish;
    this.#unshown += text.length;
    this.#options.screen.write(text, () => {
      if (wish === this.#wish) this.#unshown -= text.length;
    });
  }

  #start(): void {
    if (this.#poster === 'shown') {
      this.seek(this.#view.position, true);
      return;
    }
    this.#ticked = this.#options.clock.now();
    this.#change({ state: { kind: 'playing' } });
    this.#tickLater();
    this.#prefetch();
  }

  #stop(state: PlayerState): void {
    this.#cancelTick();
    this.#change({ state });
  }

  #tickLater(): void {
    this.#cancelTick = this.#options.clock.after(TICK_MS, () => this.#tick());
  }

  #tick(): void {
    const { clock, replay } = this.#options;
    const now = clock.now();
    const { speed, position, skipsPauses } = this.#view;
    const played = (now - this.#ticked) * speed;
    this.#ticked = now;
    if (this.#isGoingOn || this.#unshown > MOST_UNSHOWN) {
      this.#tickLater();
      return;
    }
    const { until, pauses } = replay.prepared;
    const at = Math.min(until, skipsPauses ? playedTo(position, played, pauses) : position + played);
    this.#change({ position: at });
    if (!this.#writeUntil(at) && this.#segment !== undefined && !this.#isLast(this.#segment)) this.#goOn(at);
    else if (at < until) this.#tickLater();
    else if (this.#isAtEnd) this.#stop({ kind: 'ended' });
    else this.#waitForMore(at);
  }

  /** Playing has come to the next segment. */
  #goOn(at: number): void {
    const wish = this.#wish;
    this.#isGoingOn = true;
    this.#tickLater();
    void this.#showUntil(at, wish).then((isShown) => {
      if (wish !== this.#wish) return;
      this.#isGoingOn = false;
      if (isShown) this.#prefetch();
    });
  }

  /** All that is prepared was shown; more is to come. */
  #waitForMore(at: number): void {
    this.#stop({ kind: 'waiting', plays: true });
    this.#wish += 1;
    this.#wanted = at;
  }

  /** Nothing follows, as far as the recording is prepared. */
  #isLast({ end }: Segment): boolean {
    return end >= this.#options.replay.prepared.events;
  }

  get #isAtEnd(): boolean {
    const { until, isWhole } = this.#options.replay.prepared;
    return isWhole && this.#view.position >= until;
  }

  #prepared(): void {
    const { until, isWhole } = this.#options.replay.prepared;
    const wanted = this.#wanted;
    if (wanted === undefined || this.#view.state.kind !== 'waiting') return;
    // What was shown to its end waits for what comes after that.
    const isMore = this.#segment === undefined ? this.#isPrepared(wanted) : until > wanted;
    if (!isMore && !isWhole) return;
    const poster = this.#poster;
    this.seek(wanted);
    this.#poster = poster;
  }

  /** It can be shown. Of a recording that is still read, there may be nothing yet. */
  #isPrepared(at: number): boolean {
    const { until, events, isWhole } = this.#options.replay.prepared;
    return isWhole || (events > 0 && at <= until);
  }

  async #load(wish: SegmentWish, turn: number): Promise<Segment | undefined> {
    const following = this.#following;
    const isAskedFor = following !== undefined && 'event' in wish && following.event === wish.event;
    try {
      const segment = await (isAskedFor ? following.segment : this.#options.replay.segment(wish));
      return turn === this.#wish ? segment : undefined;
    } catch {
      if (turn === this.#wish) this.#stop({ kind: 'failed' });
      return undefined;
    }
  }

  #prefetch(): void {
    const segment = this.#segment;
    if (segment === undefined || this.#isLast(segment) || this.#following?.event === segment.end) return;
    const following = this.#options.replay.segment({ event: segment.end });
    // Whoever needs it is told; nobody may.
    following.catch(() => {});
    this.#following = { event: segment.end, segment: following };
  }

  #change(change: Partial<PlayerView>): void {
    this.#view = { ...this.#view, ...change };
    for (const listener of this.#listeners) listener();
  }
}
