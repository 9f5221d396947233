/** The screen's size: that of its window, or for replayed output the size it was written at. */

import type { ScreenSize } from '../connection/ports.ts';

/**
 * Larger than any window, in cells: another client may have set any size, and a terminal of 65,535 columns takes more
 * memory than a page has.
 */
export const MAX_REPLAY_CELLS = 250_000;

export interface ScreenSizingOptions {
  readonly window: ScreenSize;
  /** Gives the screen a size. */
  readonly apply: (size: ScreenSize) => void;
  /** The window's size changed; the process must be told. */
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

  /** The window's new size, in cells. */
  fit(size: ScreenSize): void {
    if (size.cols === this.#window.cols && size.rows === this.#window.rows) return;
    this.#window = size;
    this.#apply();
    this.#options.onWindow(size);
  }

  /** Size that the following output was written at; null: the window's size. */
  show(size: ScreenSize | null): void {
    this.#replay = size !== null && size.cols * size.rows <= MAX_REPLAY_CELLS ? size : null;
    this.#apply();
  }

  #apply(): void {
    this.#options.apply(this.#replay ?? this.#window);
  }
}
