/** Which size a screen has: its window's, or for replayed output the one that this output was written at. */

import type { ScreenSize } from '../connection/ports.ts';

/**
 * Larger than any window's, in cells: a client without a screen may have told any size, and a terminal of 65,535
 * columns takes more memory than a page has.
 */
const MAX_REPLAY_CELLS = 250_000;

export interface ScreenSizingOptions {
  readonly window: ScreenSize;
  /** Gives the screen a size. */
  readonly apply: (size: ScreenSize) => void;
  /** The window has another size, which the process has to learn. */
  readonly onWindow: (size: ScreenSize) => void;
}

export class ScreenSizing {
  readonly #options: ScreenSizingOptions;
  #window: ScreenSize;
  #replay: ScreenSize | null = null;

  constructor(options: ScreenSizingOptions) {
    this.#options = options;
    this.#window = options.window;
  }

  /** Size that fits into the window. */
  get window(): ScreenSize {
    return this.#window;
  }

  /** So much fits into the window now. */
  fit(size: ScreenSize): void {
    if (size.cols === this.#window.cols && size.rows === this.#window.rows) return;
    this.#window = size;
    this.#apply();
    this.#options.onWindow(size);
  }

  /** What is shown next was written at this size; null: it is meant for the window. */
  show(size: ScreenSize | null): void {
    this.#replay = size !== null && size.cols * size.rows <= MAX_REPLAY_CELLS ? size : null;
    this.#apply();
  }

  #apply(): void {
    this.#options.apply(this.#replay ?? this.#window);
  }
}
