/** The screen: xterm.js with its addons. Loaded only in the browser, and only when a terminal is shown or soon will be. */

import type { Terminal } from '@xterm/xterm';
import { platformOf } from '#components/keys/platform.ts';
import { TALLEST_SCREEN_LINES } from '#protocol/limits.ts';
import { browserClock } from '../connection/clock.ts';
import type { OutputScreen, ScreenSize } from '../connection/ports.ts';
import { copyText } from './clipboard.ts';
import { cursorView } from './cursor-view.ts';
import { drawScreen } from './drawing/draw-screen.ts';
import { HeldDrawing } from './drawing/held-drawing.ts';
import { Compositions } from './input/composition.ts';
import { controlFor } from './input/control-keys.ts';
import { guardPaste } from './input/guard-paste.ts';
import { type InputOrigin, originOf } from './input/input-origin.ts';
import { actionFor } from './input/key-bindings.ts';
import { scrollByTouch } from './input/touch-scroll.ts';
import type { ScreenLook } from './look/screen-look.ts';
import { CommandMarks } from './marks/command-marks.ts';
import { type OpenedTerminal, wantsLessMotion } from './opened-terminal.ts';
import { OutputQueue } from './output-queue.ts';
import { watchQuestions } from './program-questions.ts';
import type { LinkTarget } from './programs/link-target.ts';
import { followLinks, type LinkListener, openLink } from './programs/links.ts';
import { END_OF_SHELL, SHOW_CURSOR } from './programs/shell-end.ts';
import { proposedSize } from './proposed-size.ts';
import type { ScreenSearch } from './screen-search.ts';
import { ScreenSizing } from './screen-sizing.ts';
import { ShellActivity } from './shell-activity.ts';
import { spareTerminals } from './spare-terminal.ts';
import { bufferText, lastTextRow } from './text/buffer-text.ts';
import { parseClipboardRequest } from './text/clipboard-request.ts';
import { programTitle } from './text/program-title.ts';

/** Cancels a truncated sequence, then resets screen, scrollback and modes (RIS). */
const RESET = '\x18\x1bc';

export interface XtermScreenOptions {
  readonly look: ScreenLook;
  /** Id of the element that describes the keys. */
  readonly describedBy: string;
  /** Input from the user, and xterm's answers to programs. */
  readonly onInput: (text: string, origin: InputOrigin) => void;
  /** Mouse reports in the binary form; each character is a byte. */
  readonly onReport: (bytes: string) => void;
  /** The window's size after each change; {@link XtermScreen.size} is the first one. */
  readonly onSize: (size: ScreenSize) => void;
  /** The user presses the key that leaves the terminal. */
  readonly onLeave: () => void;
  /** The user presses the search shortcut. */
  readonly onSearch: () => void;
  /** The user presses Enter where there is no shell. */
  readonly onRestart: () => void;
  /** A person or a script pastes. Call {@link XtermScreen.paste} with the text to paste. */
  readonly onPaste: (text: string, byPerson: boolean) => void;
  /** A program wants to write to the clipboard. */
  readonly onClipboard: (text: string) => void;
  /** True: the bell rang while the terminal did not have the focus. False: the terminal got the focus. */
  readonly onBell: (rings: boolean) => void;
  readonly links: LinkListener;
  /** A program changed its title, given as one line of plain text; '' for none. */
  readonly onTitle: (title: string) => void;
  /** A program has begun to run in the shell (true), or the shell is back at its prompt (false). */
  readonly onBusy: (isBusy: boolean) => void;
  /** The shell has marked its first prompt. */
  readonly onMarks: () => void;
}

export { spareTerminals } from './spare-terminal.ts';

export class XtermScreen implements Omit<OutputScreen, 'marked' | 'paint' | 'takesMarks'> {
  /** The commands of the shell, where it marks them. */
  readonly marks: CommandMarks;
  readonly #opened: OpenedTerminal;
  readonly #terminal: Terminal;
  readonly #element: HTMLElement;
  readonly #sizing: ScreenSizing;
  readonly #activity: ShellActivity;
  /** Size of the output that was written last, parsed or not; null: the window's size. */
  #shownAt: ScreenSize | null = null;
  readonly #cleanups: (() => void)[] = [];
  readonly #output = new OutputQueue((piece, onParsed) => this.#parse(piece, onParsed));
  readonly #drawing: HeldDrawing;
  readonly #compositions: Compositions;
  /** Number of replayed pieces of output that are not parsed yet. */
  #replaying = 0;
  /** True if the piece that is being parsed contains a query. */
  #isAnswering = false;
  #isPasting = false;
  /** True while composed text is being sent, during any event. */
  #isComposing = false;
  #frame = 0;
  #look: ScreenLook;
  #search: Promise<ScreenSearch> | null = null;
  #hasShell = true;

  /** Mounts a terminal in `element`, which must have its size. The font must be loaded: the cell is measured once. */
  constructor(element: HTMLElement, options: XtermScreenOptions) {
    this.#opened = spareTerminals.take(element, options.look);
    const { terminal } = this.#opened;
    this.#terminal = terminal;
    this.#element = element;
    this.#look = options.look;
    this.#activity = new ShellActivity({
      clock: browserClock,
      look: () => cursorView(terminal),
      onChange: options.onBusy,
    });
    this.marks = new CommandMarks(terminal, { now: () => browserClock.now(), onFirst: options.onMarks });
    this.#compositions = new Compositions(element, terminal, (send) => {
      this.#isComposing = true;
      try {
        send();
      } finally {
        this.#isComposing = false;
      }
    });
    this.#drawing = new HeldDrawing({
      clock: browserClock,
      write: (text) => terminal.write(text),
      isFull: () => terminal.buffer.normal.length >= (terminal.options.scrollback ?? 0) + terminal.rows,
    });
    followLinks(terminal, platformOf(navigator.userAgent) === 'mac', options.links);
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
      if (origin === 'typed') this.#activity.typed();
      // Queries in replayed output were answered when it was first shown, and are suppressed; this one is a mode.
      if (origin !== 'answered' || this.#replaying === 0) options.onInput(text, origin);
    });
    // Mouse reports in the old form, in which a column beyond 95 is a byte above 0x7f.
    terminal.onBinary((bytes) => options.onReport(bytes));
    terminal.attachCustomKeyEventHandler((event) => this.#handleKey(event, options));
    terminal.textarea?.setAttribute('aria-describedby', options.describedBy);
    this.#listen(options);
    this.#sizing = new ScreenSizing({
      window: this.#proposedSize() ?? { cols: terminal.cols, rows: terminal.rows },
      apply: ({ cols, rows }) => terminal.resize(cols, rows),
      onWindow: options.onSize,
    });
    this.#sizing.show(null);
    this.#watchSize();
    this.#cleanups.push(drawScreen(terminal, () => this.#fitNow()));
  }

  /** False: there is no shell for input, so the cursor is hidden. */
  set hasShell(hasShell: boolean) {
    if (hasShell === this.#hasShell) return;
    this.#hasShell = hasShell;
    // Written to the stream, so that it comes after earlier output.
    this.#output.push(hasShell ? SHOW_CURSOR : END_OF_SHELL, () => {});
  }

  get selection(): string {
    return this.#terminal.getSelection();
  }

  get takesPastesWhole(): boolean {
    return this.#terminal.modes.bracketedPasteMode;
  }

  /** True in application cursor key mode (DECCKM). */
  get applicationCursorKeys(): boolean {
    return this.#terminal.modes.applicationCursorKeysMode;
  }

  /** The size that fits into the window; a replay may be shown at another size. */
  get size(): ScreenSize {
    return this.#sizing.window;
  }

  lines(): number {
    return this.#look.settings.scrollback + TALLEST_SCREEN_LINES;
  }

  write(text: string, replayed: boolean, shown: () => void): void {
    if (replayed) this.#replaying += 1;
    this.#output.push(text, () => {
      if (replayed) this.#replaying -= 1;
      this.#activity.outputShown();
      shown();
    });
  }

  /** Calls back once all earlier output is parsed, and before later output is. */
  afterOutput(call: (terminal: Terminal) => void): void {
    this.#output.push('', () => call(this.#terminal));
  }

  showAt(size: ScreenSize | null): void {
    this.#shownAt = size;
    this.afterOutput(() => this.#sizing.show(size));
  }

  catchUp(): () => void {
    const caughtUp = this.#drawing.begin();
    return () => this.afterOutput(caughtUp);
  }

  reset(): void {
    const size = this.#shownAt;
    this.#output.drop();
    this.#activity.cleared();
    // Written to the stream, so that it comes after earlier output, and after the sizes of dropped output.
    this.#terminal.write(RESET, () => this.#sizing.show(size));
  }

  focus(): void {
    this.#terminal.focus();
  }

  /** True if keys go to it while the window has the focus. */
  get hasFocus(): boolean {
    return document.activeElement === this.#terminal.textarea;
  }

  scrollToPrompt(): void {
    this.#terminal.scrollToBottom();
  }

  /** Sends the text that an input method is composing, so that it comes before the next input. */
  finishComposition(): void {
    this.#compositions.finish();
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

  /** Without the empty rows at the end: pasted, each would be an Enter. */
  selectAll(): void {
    const last = lastTextRow(this.#terminal.buffer.active);
    if (last >= 0) this.#terminal.selectLines(0, last);
  }

  /** Clears everything except the cursor's line, without telling the shell. */
  clear(): void {
    this.#terminal.clear();
  }

  /** Each line feed also returns to the first column, as a terminal's driver does for its programs. */
  set returnsAtLineFeeds(returns: boolean) {
    this.#terminal.options.convertEol = returns;
  }

  blur(): void {
    this.#terminal.blur();
  }

  text(): string {
    return bufferText(this.#terminal.buffer.active);
  }

  /** The search of this screen. Rejects if its code cannot be loaded. */
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

  /** Changes the look. The font must be loaded. */
  setLook(look: ScreenLook): void {
    this.#look = look;
    this.#opened.setLook(look);
    this.#fitNow();
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame);
    this.#activity.dispose();
    this.marks.dispose();
    this.#drawing.dispose();
    for (const cleanup of this.#cleanups) cleanup();
    this.#terminal.dispose();
  }

  #parse(piece: string, onParsed: () => void): void {
    this.#terminal.write(piece, () => {
      // A piece is parsed synchronously, so what xterm sends during that is an answer.
      this.#isAnswering = false;
      this.#drawing.parsed(this.#output.isLast);
      onParsed();
    });
  }

  #listen({ onPaste, onClipboard, onBell, onTitle }: XtermScreenOptions): void {
    const terminal = this.#terminal;
    this.#cleanups.push(guardPaste(this.#element, onPaste), () => this.#compositions.dispose());
    terminal.parser.registerOscHandler(52, (data) => {
      const text = this.#replaying > 0 ? null : parseClipboardRequest(data);
      if (text !== null) onClipboard(text);
      return true;
    });
    terminal.onTitleChange((title) => onTitle(programTitle(title)));
    terminal.onBell(() => {
      if (this.#replaying === 0 && !(this.hasFocus && document.hasFocus())) onBell(true);
    });
    terminal.textarea?.addEventListener('focus', () => onBell(false));
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

  #proposedSize(): ScreenSize | null {
    return proposedSize(this.#element, this.#opened.fit);
  }

  #fitNow(): void {
    const size = this.#proposedSize();
    if (size !== null) this.#sizing.fit(size);
  }

  /** True: xterm handles the key. */
  #handleKey(event: KeyboardEvent, { onLeave, onSearch, onRestart }: XtermScreenOptions): boolean {
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
      case 'restart':
        event.preventDefault();
        onRestart();
        return false;
      case 'previous-command':
      case 'next-command':
        if (!this.marks.hasAny) return true;
        event.preventDefault();
        this.marks.jump(action === 'next-command' ? 1 : -1);
        return false;
      default:
        return action satisfies never;
    }
  }
}
