/** The screen: xterm.js with its addons. Loaded only in the browser, and only when a terminal is shown. */

// First: xterm looks at it while it is loaded.
import './not-node.ts';

import { FitAddon } from '@xterm/addon-fit';
import { Terminal } from '@xterm/xterm';
import { MAX_TERMINAL_SIDE, MIN_TERMINAL_SIDE } from '#protocol/limits.ts';
import type { OutputScreen, ScreenSize } from '../connection/ports.ts';
import { bufferText } from './buffer-text.ts';
import { copyText } from './clipboard.ts';
import { parseClipboardRequest } from './clipboard-request.ts';
import { finishComposition } from './composition.ts';
import { controlFor } from './control-keys.ts';
import { guardPaste } from './guard-paste.ts';
import { type InputOrigin, originOf } from './input-origin.ts';
import { correctInverseText } from './inverse-text.ts';
import { actionFor, platformOf } from './key-bindings.ts';
import { OutputQueue } from './output-queue.ts';
import { watchQuestions } from './program-questions.ts';
import { programTitle } from './program-title.ts';
import { setCharacterWidths } from './programs/character-width.ts';
import type { LinkTarget } from './programs/link-target.ts';
import { followLinks, type LinkListener, openLink } from './programs/links.ts';
import { limitSequences } from './programs/sequence-limits.ts';
import { END_OF_SHELL } from './programs/shell-end.ts';
import { type ScreenLook, screenOptions } from './screen-look.ts';
import type { ScreenSearch } from './screen-search.ts';
import { ScreenSizing } from './screen-sizing.ts';
import { scrollByTouch } from './touch-scroll.ts';
import { drawWithWebgl } from './webgl-renderer.ts';

/** WCAG 2.2 AA; colours that programs choose themselves are moved until they have it. */
const MIN_CONTRAST = 4.5;

/** Cancels a sequence that was cut off, then resets screen, scrollback and modes (RIS). */
const RESET = '\x18\x1bc';

/** DECTCEM. */
const SHOW_CURSOR = '\x1b[?25h';

export interface XtermScreenOptions {
  readonly look: ScreenLook;
  /** Id of the element that explains the keys. */
  readonly describedBy: string;
  /** What the user typed or pasted, and xterm's own answers to programs. */
  readonly onInput: (text: string, origin: InputOrigin) => void;
  /** What the mouse does, for a program that wants it as bytes; each character is one. */
  readonly onReport: (bytes: string) => void;
  /** The window's size after each change; the first is {@link XtermScreen.size}. */
  readonly onSize: (size: ScreenSize) => void;
  /** The user pressed the key that leaves the terminal. */
  readonly onLeave: () => void;
  /** The user wants to search. */
  readonly onSearch: () => void;
  /** Somebody pastes, or a script does; what is to be pasted comes back by {@link XtermScreen.paste}. */
  readonly onPaste: (text: string, byPerson: boolean) => void;
  /** A program wants to write a text to the clipboard. */
  readonly onClipboard: (text: string) => void;
  /** The bell rang while the terminal did not have the focus (true); the focus came back (false). */
  readonly onBell: (rings: boolean) => void;
  readonly links: LinkListener;
  /** A program has given its window another title, in one plain line; '' is none. */
  readonly onTitle: (title: string) => void;
}

export class XtermScreen implements OutputScreen {
  readonly #terminal: Terminal;
  readonly #fit = new FitAddon();
  readonly #element: HTMLElement;
  readonly #sizing: ScreenSizing;
  /** Size of what was written last, parsed or not; null: the window's. */
  #shownAt: ScreenSize | null = null;
  readonly #cleanups: (() => void)[] = [];
  readonly #output = new OutputQueue((piece, onParsed) => this.#parse(piece, onParsed));
  /** Replayed pieces of output that have not been parsed yet. */
  #replaying = 0;
  /** A program has asked in the piece that is being parsed. */
  #isAnswering = false;
  #isPasting = false;
  /** What was composed is being typed, whatever event that is for. */
  #isComposing = false;
  #frame = 0;
  #look: ScreenLook;
  #search: Promise<ScreenSearch> | null = null;
  #hasShell = true;

  /** Puts a terminal into `element`, which has its size. The font is there: the cell is measured once. */
  constructor(element: HTMLElement, options: XtermScreenOptions) {
    const terminal = new Terminal({
      allowProposedApi: true,
      ...screenOptions(options.look, wantsLessMotion()),
      minimumContrastRatio: MIN_CONTRAST,
      // Selects while a program has the mouse; elsewhere Shift does.
      macOptionClickForcesSelection: true,
      rescaleOverlappingGlyphs: true,
    });
    this.#terminal = terminal;
    this.#element = element;
    this.#look = options.look;
    terminal.loadAddon(this.#fit);
    setCharacterWidths(terminal);
    followLinks(terminal, platformOf(navigator.userAgent) === 'mac', options.links);
    limitSequences(terminal);
    watchQuestions(terminal.parser, () => {
      const isUnanswered = this.#replaying > 0;
      this.#isAnswering = !isUnanswered;
      return isUnanswered;
    });
    terminal.onData((text) => {
      const during = {
        isComposing: this.#isComposing,
        isAnswering: this.#isAnswering,
        isPasting: this.#isPasting,
      };
      const origin = originOf(text, window.event?.type, during);
      // What is shown a second time was answered then. Questions are not let through; this one is a mode.
      if (origin !== 'answered' || this.#replaying === 0) options.onInput(text, origin);
    });
    // Reports of the mouse in their older form, in which a far column is a byte above 0x7f.
    terminal.onBinary((bytes) => options.onReport(bytes));
    terminal.attachCustomKeyEventHandler((event) => this.#handleKey(event, options));
    terminal.open(element);
    correctInverseText(terminal);
    terminal.textarea?.setAttribute('aria-describedby', options.describedBy);
    this.#listen(options);
    this.#sizing = new ScreenSizing({
      window: this.#proposal() ?? { cols: terminal.cols, rows: terminal.rows },
      apply: ({ cols, rows }) => terminal.resize(cols, rows),
      onWindow: options.onSize,
    });
    this.#sizing.show(null);
    this.#watchSize();
    void drawWithWebgl(terminal, () => this.#fitNow());
  }

  /** False: there is no shell to send keys to, so the cursor is hidden. */
  set hasShell(hasShell: boolean) {
    if (hasShell === this.#hasShell) return;
    this.#hasShell = hasShell;
    // In the stream, so that output before it cannot come after it.
    this.#output.push(hasShell ? SHOW_CURSOR : END_OF_SHELL, () => {});
  }

  get selection(): string {
    return this.#terminal.getSelection();
  }

  get takesPastesWhole(): boolean {
    return this.#terminal.modes.bracketedPasteMode;
  }

  /** True when the program wants arrow keys in their other form (DECCKM). */
  get applicationCursorKeys(): boolean {
    return this.#terminal.modes.applicationCursorKeysMode;
  }

  /** The size that fits into the window, whatever size is shown now. */
  get size(): ScreenSize {
    return this.#sizing.window;
  }

  write(text: string, replayed: boolean, shown: () => void): void {
    if (replayed) this.#replaying += 1;
    this.#output.push(text, () => {
      if (replayed) this.#replaying -= 1;
      shown();
    });
  }

  showAt(size: ScreenSize | null): void {
    this.#shownAt = size;
    // Between what was written before and what comes after: callbacks come in the stream.
    this.#output.push('', () => this.#sizing.show(size));
  }

  reset(): void {
    const size = this.#shownAt;
    this.#output.drop();
    // In the stream, so that output before it cannot come after it, nor the size of what was dropped before that of it.
    this.#terminal.write(RESET, () => this.#sizing.show(size));
  }

  focus(): void {
    this.#terminal.focus();
  }

  /** Sends text as if it was typed. */
  scrollToPrompt(): void {
    this.#terminal.scrollToBottom();
  }

  /** Types what an input method is composing, so that it comes before what is typed next. */
  finishComposition(): void {
    this.#isComposing = true;
    try {
      finishComposition(this.#terminal);
    } finally {
      this.#isComposing = false;
    }
  }

  paste(text: string): void {
    this.#isPasting = true;
    try {
      this.#terminal.paste(text);
    } finally {
      this.#isPasting = false;
    }
  }

  openLink(target: LinkTarget): void {
    openLink(target);
  }

  selectAll(): void {
    this.#terminal.selectAll();
  }

  /** Clears all but the cursor's line. The shell is not told. */
  clear(): void {
    this.#terminal.clear();
  }

  blur(): void {
    this.#terminal.blur();
  }

  text(): string {
    return bufferText(this.#terminal.buffer.active);
  }

  /** The search of this screen. Rejects when its code cannot be loaded. */
  search(): Promise<ScreenSearch> {
    this.#search ??= import('./screen-search.ts').then(
      ({ ScreenSearch }) => new ScreenSearch(this.#terminal, () => this.#look.palette),
      (error: unknown) => {
        // The server may be restarting; the next call tries again.
        this.#search = null;
        throw error;
      },
    );
    return this.#search;
  }

  /** Changes the look at once. The font is there. */
  setLook(look: ScreenLook): void {
    this.#look = look;
    Object.assign(this.#terminal.options, screenOptions(look, wantsLessMotion()));
    this.#fitNow();
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame);
    for (const cleanup of this.#cleanups) cleanup();
    this.#terminal.dispose();
  }

  #parse(piece: string, onParsed: () => void): void {
    this.#terminal.write(piece, () => {
      // A piece is parsed in one go, so what xterm types until its end is an answer.
      this.#isAnswering = false;
      onParsed();
    });
  }

  #listen({ onPaste, onClipboard, onBell, onTitle }: XtermScreenOptions): void {
    const terminal = this.#terminal;
    this.#cleanups.push(guardPaste(this.#element, onPaste));
    terminal.parser.registerOscHandler(52, (data) => {
      const text = this.#replaying > 0 ? null : parseClipboardRequest(data);
      if (text !== null) onClipboard(text);
      return true;
    });
    const { textarea } = terminal;
    const isHere = () => document.hasFocus() && document.activeElement === textarea;
    terminal.onTitleChange((title) => onTitle(programTitle(title)));
    terminal.onBell(() => {
      if (this.#replaying === 0 && !isHere()) onBell(true);
    });
    textarea?.addEventListener('focus', () => onBell(false));
    this.#cleanups.push(scrollByTouch(terminal, this.#element, () => !wantsLessMotion()));
  }

  #watchSize(): void {
    const observer = new ResizeObserver(() => {
      cancelAnimationFrame(this.#frame);
      this.#frame = requestAnimationFrame(() => this.#fitNow());
    });
    observer.observe(this.#element);
    this.#cleanups.push(() => observer.disconnect());
  }

  #fitNow(): void {
    const size = this.#proposal();
    if (size !== null) this.#sizing.fit(size);
  }

  /** What fits into the element; null when it is not shown, or too small for a terminal. */
  #proposal(): ScreenSize | null {
    if (this.#element.clientWidth === 0 || this.#element.clientHeight === 0) return null;
    const size = this.#fit.proposeDimensions();
    return size !== undefined && isSide(size.cols) && isSide(size.rows) ? size : null;
  }

  /** True: xterm goes on with the key. */
  #handleKey(event: KeyboardEvent, { onLeave, onSearch }: XtermScreenOptions): boolean {
    const control = controlFor(event);
    if (control !== null) {
      event.preventDefault();
      this.#terminal.input(control);
      return false;
    }
    const action = actionFor(event, {
      platform: platformOf(navigator.userAgent),
      hasSelection: this.#terminal.hasSelection(),
      hasShell: this.#hasShell,
    });
    switch (action) {
      case 'type':
        return true;
      case 'browser':
        return false;
      case 'copy':
        event.preventDefault();
        copyText(this.#terminal.getSelection());
        this.#terminal.clearSelection();
        return false;
      case 'leave':
        event.preventDefault();
        onLeave();
        return false;
      case 'search':
        event.preventDefault();
        onSearch();
        return false;
      default:
        return action satisfies never;
    }
  }
}

function wantsLessMotion(): boolean {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches;
}

function isSide(value: number): boolean {
  return Number.isInteger(value) && value >= MIN_TERMINAL_SIDE && value <= MAX_TERMINAL_SIDE;
}
