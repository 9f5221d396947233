/** Follows the logs of several containers, which come and go. */

import type { LogWish } from '#protocol/pod-log.ts';
import { type FollowState, LogFollower, type OpenedLog, type ReceivedLine } from './log-follower.ts';

/** A container whose log is read. */
export interface LogSource {
  readonly pod: string;
  readonly container: string;
  /** Tells a pod from an earlier one of its name; '' where only the name is known. */
  readonly uid: string;
  /** It has ended for good: its log is read once. */
  readonly isOver: boolean;
  /** It came after the others: its log is read from the beginning. */
  readonly isNew: boolean;
}

/** By pod, container and uid. */
export type FollowStates = ReadonlyMap<string, FollowState>;

export interface LogGroupOptions {
  /** What is read of each log. */
  readonly wish: LogWish;
  /** Never rejects. */
  readonly open: (pod: string, wish: LogWish) => Promise<OpenedLog>;
  readonly onLines: (source: LogSource, lines: readonly ReceivedLine[]) => void;
  readonly onStates: (states: FollowStates) => void;
  /**
   * Takes a connection to hold, and returns what gives it back; undefined: there are too many, so the log is asked for
   * now and then.
   */
  readonly takeConnection: () => (() => void) | undefined;
  /** Calls back after `ms` milliseconds; the returned function cancels. */
  readonly after: (ms: number, callback: () => void) => () => void;
  /** Milliseconds, of a clock that only goes on. */
  readonly now: () => number;
  /** Resolves when the page has had its turn. */
  readonly breathe: () => Promise<void>;
  /** From 0 up to but not including 1. */
  readonly random: () => number;
}

/** Between two questions for a log that is polled. Milliseconds. */
const POLL_MS = 3_000;

/** Between the questions for all logs that are polled: each is a request to the cluster, and a line for auditors. */
const POLL_APART_MS = 300;

interface Reading {
  readonly follower: LogFollower;
  /** Gives its connection back. Idempotent. */
  readonly release: () => void;
  readonly isPolled: boolean;
  isOver: boolean;
  isGone: boolean;
}

export class LogGroup {
  readonly #options: LogGroupOptions;
  readonly #readings = new Map<string, Reading>();
  #states: FollowStates = new Map();
  #isSuspended = false;

  constructor(options: LogGroupOptions) {
    this.#options = options;
  }

  /** Reads these logs. One that is no longer among them is read to its end, and its state is no longer told. */
  update(sources: readonly LogSource[]): void {
    const wanted = new Map(sources.map((source) => [keyOf(source), source]));
    for (const [key, reading] of this.#readings) {
      const source = wanted.get(key);
      if (source === undefined && !reading.isGone) {
        reading.isGone = true;
        reading.follower.finish('gone');
      } else if (source?.isOver === true && !reading.isOver) {
        reading.isOver = true;
        reading.follower.finish('over');
      }
    }
    for (const [key, source] of wanted) {
      const known = this.#readings.get(key);
      if (known === undefined || known.isGone) this.#read(key, source);
    }
    const left = [...this.#states].filter(([key]) => wanted.has(key));
    if (left.length < this.#states.size) this.#tell(new Map(left));
  }

  /** Asks again at once, where something waits to. */
  retryNow(): void {
    for (const { follower } of this.#readings.values()) follower.retryNow();
  }

  /** Gives all connections back until {@link resume}. */
  suspend(): void {
    this.#isSuspended = true;
    for (const { follower } of this.#readings.values()) follower.suspend();
  }

  resume(): void {
    this.#isSuspended = false;
    for (const { follower } of this.#readings.values()) follower.resume();
  }

  /** Idempotent. */
  dispose(): void {
    for (const { follower, release } of this.#readings.values()) {
      follower.stop();
      release();
    }
    this.#readings.clear();
  }

  #read(key: string, source: LogSource): void {
    const { wish, open, onLines, onStates: _, takeConnection, ...environment } = this.#options;
    const { pod, container, isOver, isNew } = source;
    const { tail: _tail, since: _since, sinceTime: _sinceTime, ...whole } = wish;
    const follow = wish.follow === true && !isOver;
    const release = follow ? takeConnection() : undefined;
    const isPolled = follow && release === undefined;
    const follower: LogFollower = new LogFollower({
      ...environment,
      wish: { ...(isNew ? whole : wish), follow, container },
      polls: isPolled ? () => this.#pollMs() : undefined,
      open: (asked) => open(pod, asked),
      onLines: (lines) => onLines(source, lines),
      onState: (state) => {
        if (!reading.isGone) this.#tell(new Map(this.#states).set(key, state));
      },
    });
    const reading: Reading = { follower, release: release ?? (() => {}), isPolled, isOver, isGone: false };
    this.#readings.set(key, reading);
    if (this.#isSuspended) follower.suspend();
    void follower.run().then(() => {
      reading.release();
      if (reading.isGone && this.#readings.get(key) === reading) this.#readings.delete(key);
    });
  }

  #pollMs(): number {
    const polled = [...this.#readings.values()].filter(({ isPolled }) => isPolled).length;
    return Math.max(POLL_MS, polled * POLL_APART_MS);
  }

  #tell(states: FollowStates): void {
    this.#states = states;
    this.#options.onStates(states);
  }
}

/** No name has a slash. */
function keyOf({ pod, container, uid }: LogSource): string {
  return `${pod}/${container}/${uid}`;
}
