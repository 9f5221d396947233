/** Turns finger movements into whole lines to scroll, with momentum after the finger is lifted. */

/** Share of the speed that is left after each millisecond of momentum. */
const FRICTION = 0.997;

/** Momentum ends below this speed. Pixels per millisecond. */
const STILL = 0.02;

/** No momentum if the finger rested for this long before it was lifted. Milliseconds. */
const REST_MS = 80;

/** Weight of the newest movement in the speed. */
const NEWEST = 0.6;

export class FingerScroll {
  /** Height of a line. Pixels. */
  readonly #lineHeight: () => number;
  #y = 0;
  #time = 0;
  /** Pixels that do not make a line yet. */
  #rest = 0;
  #speed = 0;

  /** @param lineHeight CSS pixels, at the moment of the call */
  constructor(lineHeight: () => number) {
    this.#lineHeight = lineHeight;
  }

  /** True while momentum scrolls. */
  get isMoving(): boolean {
    return Math.abs(this.#speed) > STILL;
  }

  /** The finger touches the screen; stops momentum. @param time milliseconds */
  start(y: number, time: number): void {
    this.#y = y;
    this.#time = time;
    this.#rest = 0;
    this.#speed = 0;
  }

  /** @returns lines to scroll by; positive: towards newer lines, when the finger moves up */
  move(y: number, time: number): number {
    const distance = this.#y - y;
    const speed = distance / Math.max(1, time - this.#time);
    this.#speed = this.#speed * (1 - NEWEST) + speed * NEWEST;
    this.#y = y;
    this.#time = time;
    return this.#linesOf(distance);
  }

  /** The finger is lifted; from now on {@link run} gives the lines. */
  end(time: number): void {
    if (time - this.#time > REST_MS) this.#speed = 0;
    this.#time = time;
  }

  stop(): void {
    this.#speed = 0;
  }

  /** @returns lines to scroll by since the last call */
  run(time: number): number {
    const passed = Math.max(0, time - this.#time);
    this.#time = time;
    const distance = this.#speed * passed;
    this.#speed *= FRICTION ** passed;
    return this.#linesOf(distance);
  }

  #linesOf(distance: number): number {
    const height = this.#lineHeight();
    if (height <= 0) return 0;
    const all = this.#rest + distance;
    const lines = Math.trunc(all / height);
    this.#rest = all - lines * height;
    // Avoid -0, which Object.is and tests tell from 0.
    return lines === 0 ? 0 : lines;
  }
}
