/** An xterm terminal with what every screen has, whatever it is for. */

// Must come first: xterm checks `process` when it is loaded.
import './not-node.ts';

import { FitAddon } from '@xterm/addon-fit';
import { type ITerminalOptions, Terminal } from '@xterm/xterm';
import { browserClock } from '../connection/clock.ts';
import { reuseLines } from './drawing/reused-lines.ts';
import { scrollAtOnce } from './drawing/scrolls-at-once.ts';
import { moveFieldSeldom } from './input/field-place.ts';
import { passOnSelection } from './input/primary-selection.ts';
import { correctInverseText } from './look/inverse-text.ts';
import { type ScreenLook, screenOptions } from './look/screen-look.ts';
import { setCharacterWidths } from './programs/character-width.ts';
import { limitSequences } from './programs/sequence-limits.ts';
import { proposedSize } from './proposed-size.ts';

/** WCAG 2.2 AA; xterm adjusts the colours that programs choose until they meet it. */
const MIN_CONTRAST = 4.5;

export class OpenedTerminal {
  readonly terminal: Terminal;
  readonly fit = new FitAddon();
  #options: ITerminalOptions;

  /**
   * Takes the page's thread for 25 to 50 ms: xterm makes its elements and measures its font, which must be loaded.
   * @param element must be in the page and have a size
   */
  constructor(element: HTMLElement, look: ScreenLook) {
    this.#options = screenOptions(look, wantsLessMotion());
    const terminal = new Terminal({
      allowProposedApi: true,
      ...this.#options,
      minimumContrastRatio: MIN_CONTRAST,
      // Option selects text while a program uses the mouse; on other systems Shift does.
      macOptionClickForcesSelection: true,
      rescaleOverlappingGlyphs: true,
    });
    this.terminal = terminal;
    terminal.loadAddon(this.fit);
    setCharacterWidths(terminal);
    limitSequences(terminal);
    reuseLines(terminal);
    scrollAtOnce(terminal);
    terminal.open(element);
    correctInverseText(terminal);
    moveFieldSeldom(terminal, browserClock);
    passOnSelection(terminal);
    const size = proposedSize(element, this.fit);
    if (size !== null) terminal.resize(size.cols, size.rows);
  }

  /** Goes on in another element of the page. */
  moveTo(element: HTMLElement): void {
    if (this.terminal.element !== undefined) element.append(this.terminal.element);
  }

  /** The font must be loaded. Does nothing if it looks like this already. */
  setLook(look: ScreenLook): void {
    const options = screenOptions(look, wantsLessMotion());
    // xterm draws everything again for an option, even if it is the same.
    if (JSON.stringify(options) === JSON.stringify(this.#options)) return;
    this.#options = options;
    Object.assign(this.terminal.options, options);
  }
}

export function wantsLessMotion(): boolean {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches;
}
