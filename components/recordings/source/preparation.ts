/** Reads a recording once, from its beginning, and notes what a player needs to show any moment of it. */

import { Terminal } from '@xterm/xterm';
import { coreOf } from '#components/terminal/screen/programs/xterm-core.ts';
import { packKeyframe, takeKeyframe } from '#components/terminal/screen/replay/keyframe.ts';
import { REPLAY_SCROLLBACK, replayPrograms } from '#components/terminal/screen/replay/replayed-programs.ts';
import { ScreenColors } from '#components/terminal/screen/replay/screen-colors.ts';
import type { CastEvent, CastLine } from '#protocol/recording/cast-lines.ts';
import { isCommandMarker } from '#protocol/recording/command-marker.ts';
import { readCastHeader } from '#protocol/recording/recording-header.ts';
import type { Mark, Pause, Prepared } from '../player/replay.ts';
import { PLAYED_OF_PAUSE_MS } from '../player/skipped-pauses.ts';
import { ByteLines } from './byte-lines.ts';
import { ChainCheck, type ChainState, type Digest } from './chain-check.ts';
import { ReplayedCommands } from './replayed-commands.ts';
import { type ScreenEvent, screenEvent, sizeEvent } from './screen-event.ts';
import { MICROSECONDS, PER_MILLISECOND } from './segment-events.ts';
import { SegmentIndex } from './segment-index.ts';
import { readTolerantly } from './tolerant-line.ts';

/** More cannot be told apart on the bar. */
const MOST_MARKS = 5_000;

export interface PreparationOptions {
  /** Undefined: hashes are not checked. */
  readonly digest: Digest | undefined;
  /** Memory for keyframes. */
  readonly mostKeyframeBytes: number;
  /** Output between keyframes, in UTF-16 units; for tests. */
  readonly spacing?: number | undefined;
}

/** What is known of the recording so far. */
export interface Preparing extends Prepared {
  readonly chain: ChainState;
}

interface OpenSegment {
  readonly first: number;
  readonly from: number;
  readonly at: number;
  readonly keyframe: Uint8Array<ArrayBuffer>;
}

export class Preparation {
  readonly #terminal: Terminal;
  readonly #colors: ScreenColors;
  readonly #lines = new ByteLines();
  readonly #decoder = new TextDecoder();
  readonly #chain: ChainCheck;
  readonly #index: SegmentIndex;
  readonly #marks: Mark[] = [];
  readonly #pauses: Pause[] = [];
  /** Markers of the open chunk, by the place of their event in it: its end says which of them are gaps. */
  #chunkMarks: { readonly event: number; readonly mark: Mark }[] = [];
  #chunkEvents = 0;
  #commands: ReplayedCommands | undefined;
  #segment: OpenSegment | undefined;
  #output = '';
  #since = 0;
  #events = 0;
  #microseconds = 0;
  #until = 0;
  #preparedEvents = 0;
  #hasEnd = false;
  #isWhole = false;

  constructor({ digest, mostKeyframeBytes, spacing }: PreparationOptions) {
    this.#terminal = new Terminal({ scrollback: REPLAY_SCROLLBACK, allowProposedApi: true, logLevel: 'off' });
    replayPrograms(this.#terminal);
    this.#colors = new ScreenColors(this.#terminal);
    this.#chain = new ChainCheck(digest);
    this.#index = new SegmentIndex(mostKeyframeBytes, spacing);
  }

  get prepared(): Preparing {
    return {
      until: this.#until,
      events: this.#preparedEvents,
      marks: this.#marks,
      pauses: this.#pauses,
      isWhole: this.#isWhole,
      chain: this.#chain.state,
    };
  }

  get index(): SegmentIndex {
    return this.#index;
  }

  /** The recording's own last line was read: nothing follows. */
  get hasEnd(): boolean {
    return this.#hasEnd;
  }

  /** Takes the next bytes of the file. @throws CastError, RangeError: this is no recording */
  async push(bytes: Uint8Array): Promise<void> {
    for (const line of this.#lines.push(bytes)) {
      const text = this.#decoder.decode(line).trimEnd();
      if (this.#segment === undefined) await this.#begin(line, text);
      else {
        const read = readTolerantly(text);
        await this.#chain.push(line, text);
        if (read !== undefined) this.#take(read);
        if (this.#since >= this.#index.spacing) await this.#cut(false);
      }
    }
  }

  /** All that there is now is read: it can be shown. More may follow. */
  async pause(): Promise<void> {
    await this.#cut(true);
  }

  /** The file has ended. */
  async end(): Promise<void> {
    this.#endChunk([]);
    await this.#cut(true);
    this.#chain.end(this.#lines.rest);
    this.#isWhole = true;
  }

  dispose(): void {
    this.#commands?.dispose();
    this.#terminal.dispose();
  }

  async #begin(line: Uint8Array, text: string): Promise<void> {
    const { term, podshell } = readCastHeader(text);
    const { cols, rows } = term;
    await this.#chain.push(line, text);
    this.#show(sizeEvent(0, cols, rows));
    // As one that never had another size.
    this.#terminal.reset();
    if (podshell?.marks !== undefined) {
      this.#commands = new ReplayedCommands(this.#terminal, podshell.marks, (mark) => this.#mark(mark));
    }
    await this.#cut(true);
  }

  /** Of the newest event; milliseconds since the start. */
  get #at(): number {
    return this.#microseconds / PER_MILLISECOND;
  }

  #take(read: CastLine): void {
    switch (read.kind) {
      case 'chunk':
        this.#endChunk(read.gap ?? []);
        return;
      case 'end':
        this.#hasEnd = true;
        return;
      case 'event':
        this.#takeEvent(read);
        return;
      case 'comment':
        return;
      default:
        read satisfies never;
    }
  }

  #takeEvent({ interval, code, data }: CastEvent): void {
    const before = this.#at;
    this.#microseconds += Math.round(interval * MICROSECONDS);
    const at = this.#at;
    if (at - before > PLAYED_OF_PAUSE_MS) this.#pauses.push([before, at]);
    const event = screenEvent(at, code, data);
    if (event !== undefined) this.#events += 1;
    this.#show(event);
    if (event?.kind === 'size') this.#mark({ at, kind: 'size', label: data });
    if (code === 'm' && this.#commands !== undefined && isCommandMarker(data)) {
      this.#parse();
      this.#commands.begin(at);
    } else if (code === 'm') {
      this.#chunkMarks.push({ event: this.#chunkEvents, mark: { at, kind: 'marker', label: data } });
    }
    this.#chunkEvents += 1;
  }

  #endChunk(gaps: readonly (readonly [event: number, from: number, to: number])[]): void {
    const missing = new Map(gaps.map(([event, from, to]) => [event, to - from]));
    for (const { event, mark } of this.#chunkMarks) {
      const bytes = missing.get(event);
      this.#mark(bytes === undefined ? mark : { ...mark, kind: 'gap', label: `${bytes}` });
    }
    this.#chunkMarks = [];
    this.#chunkEvents = 0;
  }

  #mark(mark: Mark): void {
    if (this.#marks.length < MOST_MARKS) this.#marks.push(mark);
  }

  #show(event: ScreenEvent | undefined): void {
    if (event?.kind === 'output') {
      this.#output += event.text;
      this.#since += event.text.length;
    } else if (event?.kind === 'size') {
      this.#parse();
      this.#terminal.resize(event.cols, event.rows);
    }
  }

  #parse(): void {
    coreOf(this.#terminal).writeSync(this.#output);
    this.#output = '';
  }

  /**
   * Begins another segment here, unless the output is in the middle of a sequence.
   * @param isNeeded what there is can be shown in any case
   */
  async #cut(isNeeded: boolean): Promise<void> {
    this.#parse();
    const keyframe = takeKeyframe(this.#terminal, this.#colors);
    if (keyframe === undefined && !isNeeded) return;
    const to = this.#lines.end;
    if (this.#segment !== undefined && this.#events > this.#segment.first) {
      this.#index.add({ ...this.#segment, end: this.#events, to });
      this.#preparedEvents = this.#events;
    }
    this.#until = this.#at;
    if (keyframe === undefined) return;
    this.#since = 0;
    this.#segment = { first: this.#events, from: to, at: this.#at, keyframe: await packKeyframe(keyframe) };
  }
}
