/** The screen of a replay: shows recorded output at the recorded size, and takes no input. Needs the browser. */

// Must come first: xterm checks `process` when it is loaded.
import '../not-node.ts';

import { Terminal } from '@xterm/xterm';
import { drawScreen } from '../drawing/draw-screen.ts';
import { correctInverseText } from '../look/inverse-text.ts';
import { type ScreenLook, screenOptions } from '../look/screen-look.ts';
import { OutputQueue } from '../output-queue.ts';
import { coreOf } from '../programs/xterm-core.ts';
import { ScreenSearch } from '../screen-search.ts';
import { bufferText } from '../text/buffer-text.ts';
import { copySelection } from './copied-selection.ts';
import { fittedFont } from './fitted-font.ts';
import type { Keyframe } from './keyframe.ts';
import { REPLAY_SCROLLBACK, replayPrograms } from './replayed-programs.ts';
import { restoreScreen } from './screen-state.ts';

/** WCAG 2.2 AA, as for other terminals. */
const MIN_CONTRAST = 4.5;

/** Room for xterm's scrollbar. CSS pixels. */
const SCROLLBAR = 14;

/** Between the text and the edges of the screen, as in other terminals; the scrollbar's room is that on the right. CSS pixels. */
const MARGIN = { top: 8, left: 12 };

export class ReplayScreen {
  readonly #terminal: Terminal;
  readonly #place: HTMLElement;
  readonly #frame: HTMLElement;
  readonly #output = new OutputQueue((piece, onParsed) => this.#terminal.write(piece, onParsed));
  readonly #cleanups: (() => void)[] = [];
  #look: ScreenLook;
  #search: ScreenSearch | undefined;

  /** Mounts a terminal in `place`, which it fits. The font must be loaded. */
  constructor(place: HTMLElement, look: ScreenLook) {
    this.#place = place;
    this.#look = look;
    this.#frame = place.ownerDocument.createElement('div');
    // What xterm has beside its screen must not make the page scroll.
    this.#frame.style.overflow = 'hidden';
    this.#frame.style.boxSizing = 'content-box';
    this.#frame.style.padding = `${MARGIN.top}px 0 ${MARGIN.top}px ${MARGIN.left}px`;
    this.#frame.style.backgroundColor = look.palette.background;
    place.append(this.#frame);
    const terminal = new Terminal({
      allowProposedApi: true,
      ...optionsOf(look),
      minimumContrastRatio: MIN_CONTRAST,
    });
    this.#terminal = terminal;
    replayPrograms(terminal);
    terminal.open(this.#frame);
    correctInverseText(terminal);
    // Keys are the player's: the field must take neither them nor the focus.
    if (terminal.textarea !== undefined) terminal.textarea.disabled = true;
    const observer = new ResizeObserver(() => this.#fit());
    observer.observe(place);
    this.#cleanups.push(
      copySelection(terminal),
      () => observer.disconnect(),
      drawScreen(terminal, () => this.#fit()),
    );
  }

  /** Adds output; `onShown` is called once it is parsed, or dropped by a keyframe. */
  write(text: string, onShown: () => void): void {
    this.#output.push(text, onShown);
  }

  /** Gives the screen another size, after earlier output and before later output. */
  resize(cols: number, rows: number): void {
    this.#output.push('', () => {
      this.#terminal.resize(cols, rows);
      this.#fit();
    });
  }

  /** Shows the moment of a keyframe instead of anything that was given before. */
  show({ screen, colors }: Keyframe): void {
    this.#output.drop();
    this.#terminal.clearSelection();
    // In the stream, after what the parser has been given already.
    this.#terminal.write(colors, () => {
      restoreScreen(this.#terminal, screen);
      this.#fit();
    });
  }

  /** The whole buffer, without trailing blanks. */
  text(): string {
    return bufferText(this.#terminal.buffer.active);
  }

  /** Marks a text on the screen, and scrolls to its last place. '' removes the marks. */
  mark(text: string): void {
    this.#search ??= new ScreenSearch(this.#terminal, () => this.#look.palette);
    // After all output that was given before.
    this.#terminal.write('', () => this.#search?.findUp({ text, regex: false, caseSensitive: false }));
  }

  /** Scrolls by pages. */
  scrollPages(pages: number): void {
    this.#terminal.scrollPages(pages);
  }

  /** The font must be loaded. */
  setLook(look: ScreenLook): void {
    this.#look = look;
    const { fontSize: _, ...options } = optionsOf(look);
    Object.assign(this.#terminal.options, options);
    this.#frame.style.backgroundColor = look.palette.background;
    this.#fit();
  }

  dispose(): void {
    for (const cleanup of this.#cleanups) cleanup();
    this.#terminal.dispose();
    this.#frame.remove();
  }

  #fit(): void {
    const width = this.#place.clientWidth - SCROLLBAR - MARGIN.left;
    const height = this.#place.clientHeight - 2 * MARGIN.top;
    if (width <= 0 || height <= 0) return;
    const { options } = this.#terminal;
    const first = this.#measure();
    if (first === undefined) return;
    const { fontSize: wanted } = this.#look.settings;
    const measure = (font: number) => {
      options.fontSize = font;
      return this.#measure() ?? first;
    };
    options.fontSize = fittedFont(measure, options.fontSize ?? wanted, { width, height }, wanted);
    const screen = this.#measure();
    if (screen === undefined) return;
    this.#frame.style.width = `${screen.width + SCROLLBAR}px`;
    this.#frame.style.height = `${screen.height}px`;
    // xterm measures its scrollbar when the screen gets another size, and not for another font.
    coreOf(this.#terminal)._viewport?.queueSync();
  }

  /** CSS pixels; undefined before anything is drawn. */
  #measure(): { readonly width: number; readonly height: number } | undefined {
    const { cols, rows } = this.#terminal;
    const { cell } = coreOf(this.#terminal)._renderService.dimensions.css;
    if (cell.width === 0 || cell.height === 0) return undefined;
    return { width: cell.width * cols, height: cell.height * rows };
  }
}

function optionsOf(look: ScreenLook) {
  const { macOptionIsMeta: _, ...options } = screenOptions(look, true);
  return { ...options, scrollback: REPLAY_SCROLLBACK, disableStdin: true, cursorBlink: false };
}
