/** Where a replay can begin: the keyframes of a recording, and the part of the file that follows each. */

/** Events between two keyframes. */
export interface IndexedSegment {
  /** Its events among all of the recording: the first one, and after the last one. */
  readonly first: number;
  readonly end: number;
  /** Its bytes of the file. */
  readonly from: number;
  readonly to: number;
  /** Milliseconds since the start: of the event before the first one. */
  readonly at: number;
  /** Packed; see `keyframe.ts`. */
  readonly keyframe: Uint8Array<ArrayBuffer>;
}

/** Output between two keyframes, in UTF-16 units: so much is parsed in a tenth of a second. */
const FIRST_SPACING = 256 * 1024;

export class SegmentIndex {
  readonly #mostBytes: number;
  #segments: IndexedSegment[] = [];
  #bytes = 0;
  #spacing: number;

  /**
   * @param mostBytes memory for keyframes; where it is used up, every second one goes
   * @param spacing output between two keyframes until then
   */
  constructor(mostBytes: number, spacing = FIRST_SPACING) {
    this.#mostBytes = mostBytes;
    this.#spacing = spacing;
  }

  /** Output after which the next keyframe is due, in UTF-16 units. */
  get spacing(): number {
    return this.#spacing;
  }

  get segments(): readonly IndexedSegment[] {
    return this.#segments;
  }

  /** One that begins where the last one does takes its place: it has grown. */
  add(segment: IndexedSegment): void {
    if (this.#segments.at(-1)?.first === segment.first) this.#segments.pop();
    else this.#bytes += segment.keyframe.length;
    this.#segments.push(segment);
    if (this.#bytes > this.#mostBytes && this.#segments.length > 1) this.#thin();
  }

  /** The last segment that begins at or before a moment. */
  at(moment: number): IndexedSegment | undefined {
    return this.#last(({ at }) => at <= moment) ?? this.#segments[0];
  }

  /** The segment that holds an event. */
  with(event: number): IndexedSegment | undefined {
    return this.#last(({ first }) => first <= event);
  }

  #last(isBefore: (segment: IndexedSegment) => boolean): IndexedSegment | undefined {
    let low = 0;
    let high = this.#segments.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const segment = this.#segments[middle];
      if (segment !== undefined && isBefore(segment)) low = middle + 1;
      else high = middle;
    }
    return this.#segments[low - 1];
  }

  #thin(): void {
    const kept: IndexedSegment[] = [];
    for (let at = 0; at < this.#segments.length; at += 2) {
      const segment = this.#segments[at];
      if (segment === undefined) continue;
      const { end, to } = this.#segments[at + 1] ?? segment;
      kept.push({ ...segment, end, to });
    }
    this.#segments = kept;
    this.#bytes = kept.reduce((sum, { keyframe }) => sum + keyframe.length, 0);
    this.#spacing *= 2;
  }
}
