/** What a player plays, and what it plays on. Times are milliseconds since the start of the recording. */

import type { Keyframe } from '#components/terminal/screen/replay/keyframe.ts';

/** What changes the screen. */
export type ReplayEvent =
  | { readonly kind: 'output'; readonly at: number; readonly text: string }
  | { readonly kind: 'size'; readonly at: number; readonly cols: number; readonly rows: number };

/** Events that follow each other, with the screen that they begin on. */
export interface Segment {
  /** Its place among the recording's events: of the first one, and after the last one. */
  readonly first: number;
  readonly end: number;
  /** The screen before the first event. */
  readonly keyframe: Keyframe;
  readonly events: readonly ReplayEvent[];
}

/** Where a segment is asked for: by a moment in it, or by an event. */
export type SegmentWish = { readonly at: number } | { readonly event: number };

/** Output that is missing, a mark that somebody has set, another window size, or where a command begins. */
export interface Mark {
  readonly at: number;
  readonly kind: 'marker' | 'gap' | 'size' | 'command';
  /** A marker's text, the size, or the command; '' for none. */
  readonly label: string;
  /** Of a command that has ended, where the shell tells it. */
  readonly exitCode?: number;
}

/** A time without output: its start and its end. */
export type Pause = readonly [start: number, end: number];

/** What is known of a recording while it is read from its beginning. */
export interface Prepared {
  /** It can be shown up to this moment. */
  readonly until: number;
  /** Events up to there. */
  readonly events: number;
  readonly marks: readonly Mark[];
  readonly pauses: readonly Pause[];
  /** Nothing more is to come. */
  readonly isWhole: boolean;
}

/** A recording that can be played from any moment. */
export interface Replay {
  readonly prepared: Prepared;
  /** Calls back after each change of `prepared`; the returned function unsubscribes. */
  subscribe(listener: () => void): () => void;
  /** The last segment that begins at or before the moment, or the one with the event. Rejects when it cannot be read. */
  segment(wish: SegmentWish): Promise<Segment>;
}

/** The screen of a player. */
export interface ReplayTarget {
  write(text: string, onShown: () => void): void;
  resize(cols: number, rows: number): void;
  show(keyframe: Keyframe): void;
}
