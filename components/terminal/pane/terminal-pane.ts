/** One terminal of a page: connection, screen, notices, and the view of them for React and automation. */

import type { ShellPlace } from '#components/addresses/shell-place.ts';
import { browserClock } from '../connection/clock.ts';
import { type ConnectionState, hasShell, isOpen } from '../connection/connection-state.ts';
import { PasteProgress } from '../connection/input/paste-progress.ts';
import { INTERRUPT } from '../connection/input/stdin-queue.ts';
import { LatencyMeter } from '../connection/latency-meter.ts';
import { TerminalConnection } from '../connection/terminal-connection.ts';
import { copyText } from '../screen/clipboard.ts';
import type { ScreenLook } from '../screen/look/screen-look.ts';
import { loadTerminalFont } from '../screen/look/terminal-font.ts';
import type { CommandMarks } from '../screen/marks/command-marks.ts';
import type { XtermScreen } from '../screen/xterm-screen.ts';
import { isAtLine } from './at-line.ts';
import { AttachedKeys } from './attached-keys.ts';
import { registerTerminal } from './automation.ts';
import { keepFirstKeys } from './first-keys.ts';
import { keepFocus } from './kept-focus.ts';
import { loadScreen } from './load-screen.ts';
import { Notices } from './notices.ts';
import { saveOutput } from './output-file.ts';
import { outputScreen } from './output-screen.ts';
import { type ClipboardScreen, PaneClipboard } from './pane-clipboard.ts';
import { PaneSignIn } from './pane-sign-in.ts';
import { initialView, isSameView, type PaneView, pointedLink } from './pane-view.ts';
import type { ScreenSurroundings } from './screen-surroundings.ts';
import { type ConnectionSettings, createBrowserPorts } from './session/browser-ports.ts';
import { type ChoiceStore, type ShellChoice, shellChoiceFor } from './session/shell-choice.ts';
import { cursorKeyFor, type InputPeer } from './shared-input.ts';
import { TouchKeyboard } from './touch-keyboard.ts';
import { watchPage } from './watch-page.ts';

export type { ScreenLook } from '../screen/look/screen-look.ts';

const NO_PEERS = (): readonly InputPeer[] => [];

export class TerminalPane implements InputPeer {
  readonly connection: TerminalConnection;
  readonly clipboard: PaneClipboard;
  readonly meter = new LatencyMeter({ now: () => performance.now() });
  readonly touchKeyboard = new TouchKeyboard({
    finishComposition: () => this.#screen?.finishComposition(),
    send: (text) => {
      this.#screen?.scrollToPrompt();
      this.#type(text);
    },
    wantsApplicationArrows: () => this.#screen?.applicationCursorKeys ?? false,
  });
  readonly #pasting = new PasteProgress({
    clock: browserClock,
    waiting: () => this.connection.input.waiting,
    unread: () => this.connection.input.unread,
    onChange: (pasting) => this.#update({ pasting }),
  });
  readonly #notices: Notices;
  readonly #signIn: PaneSignIn;
  readonly #attachedKeys = new AttachedKeys();
  readonly #listeners = new Set<() => void>();
  readonly #outputListeners = new Set<() => void>();
  readonly #cleanups: (() => void)[] = [];
  #view: PaneView;
  readonly place: ShellPlace;
  /** The link by which somebody else's shell is watched here; undefined for one's own. */
  readonly viewId: string | undefined;
  readonly #shellChoice: ShellChoice;
  #look: ScreenLook;
  #screen: XtermScreen | null = null;
  #peers = NO_PEERS;
  #isScreenBusy = false;
  #disposed = false;

  /** Connects in a microtask unless it is disposed before: strict mode mounts twice. */
  constructor(
    paneId: string,
    place: ShellPlace,
    settings: ConnectionSettings,
    look: ScreenLook,
    choices: ChoiceStore,
  ) {
    this.#look = look;
    this.place = place;
    this.viewId = settings.viewId;
    this.#shellChoice = shellChoiceFor(paneId, place, choices);
    this.#view = { ...initialView(place), background: look.palette.background };
    this.#notices = new Notices(browserClock, () => this.#update({ notices: this.#notices.shown }));
    this.clipboard = new PaneClipboard({
      screen: () => this.#clipboardScreen(),
      warns: () => this.#look.settings.warnPaste,
      copy: copyText,
      read: async () => navigator.clipboard.readText(),
      onForbidden: () => this.#notices.add({ kind: 'clipboard-forbidden' }),
      onChange: () => {
        const { question, asksFor } = this.clipboard;
        this.#update({ pasteQuestion: question, clipboardQuestion: asksFor });
      },
    });
    const output = outputScreen({
      screen: () => this.#screen,
      answersQueries: this.viewId === undefined,
      onSize: (ownerSize) => this.viewId !== undefined && this.#update({ ownerSize }),
      takesMarks: () => this.#look.settings.commandMarks,
      onWrite: (replayed) => {
        this.meter.answered();
        if (!replayed) for (const listener of this.#outputListeners) listener();
      },
    });
    this.connection = new TerminalConnection(
      createBrowserPorts(paneId, place, settings, output, this.#shellChoice),
      {
        onState: (state) => this.#onState(state),
        onQuiet: (isQuiet) => this.#update({ isQuiet }),
        onViewers: (viewers) => this.#update({ viewers }),
        onNotice: (notice) => this.#notices.add(notice),
      },
    );
    this.#signIn = new PaneSignIn(this.connection);
    const registered = registerTerminal(paneId, place, () => this.#view, {
      watching: this.viewId !== undefined,
      text: () => this.#screen?.text() ?? '',
      marks: () => this.marks,
      close: () => this.connection.end(),
      giveReason: (reason) => this.restart(reason),
    });
    this.#cleanups.push(
      registered,
      watchPage(this.connection, () => keepFocus(paneId, this.#screen?.hasFocus === true)),
      () => this.#notices.dispose(),
      () => this.#signIn.dispose(),
      () => this.#pasting.end(),
    );
    queueMicrotask(() => {
      if (!this.#disposed) void this.connection.start();
    });
  }

  get view(): PaneView {
    return this.#view;
  }

  /** Calls back after each change of the view; the returned function unsubscribes. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Calls back on each piece of new output, not on replays; the returned function unsubscribes. */
  onOutput(listener: () => void): () => void {
    this.#outputListeners.add(listener);
    return () => this.#outputListeners.delete(listener);
  }

  /** Mounts the screen in an element, until the pane is disposed. */
  async show(element: HTMLElement, surroundings: ScreenSurroundings): Promise<void> {
    const firstKeys = surroundings.takesFocus ? keepFirstKeys(element) : null;
    const XtermScreen = await loadScreen(() => this.#look);
    if (this.#disposed) return;
    const screen = new XtermScreen(element, {
      ...surroundings,
      look: this.#look,
      onInput: (text, origin) => {
        if (origin === 'typed') return this.#type(this.touchKeyboard.modify(text));
        if (this.#view.state.kind === 'ready' && origin === 'pasted') this.meter.typed();
        this.#screen?.marks.typed(text);
        this.connection.type(text);
        if (origin === 'pasted') this.#pasting.pasted(text.length);
      },
      onReport: (bytes) => this.connection.type(bytes, true),
      onSize: (size) => this.connection.resize(size),
      onRestart: () => this.#view.state.kind === 'exited' && this.viewId === undefined && this.restart(),
      onSearch: () => void this.openSearch(),
      onPaste: (text, byPerson) => this.clipboard.take(text, byPerson),
      onClipboard: (text) => this.clipboard.request(text),
      links: {
        onPoint: (target) => this.#update({ link: pointedLink(target, this.#view.link) }),
        onAsk: (target) => this.#update({ link: { target, asks: true } }),
      },
      onTitle: (title) => this.#update({ title }),
      onBell: (bell) => this.#update({ bell }),
      onMarks: () => this.#update({ marks: 'shown' }),
      onBusy: (isBusy) => {
        this.#isScreenBusy = isBusy;
        this.#update({});
      },
    });
    this.#screen = screen;
    screen.hasShell = hasShell(this.#view.state);
    const typed = firstKeys?.(screen) ?? '';
    if (typed !== '') this.#type(typed);
    this.connection.resize(screen.size);
  }

  /** Asks the user for a shell to open here, or stops asking. */
  askForShell(asks = true): void {
    this.#update({ asksForShell: asks });
  }

  /** Shows the links to this shell and who watches it, or hides them. */
  askToShare(asks = true): void {
    this.#update({ asksToShare: asks });
  }

  /** Opens a new shell after one has ended. @param reason why, if the server has asked for it; '' for none */
  restart(reason = this.#shellChoice.reason): void {
    this.#shellChoice.reason = reason;
    this.#attachedKeys.begin();
    this.connection.restart();
    // The button for it is removed.
    this.focus();
  }

  /** Connects to the same shell now. */
  retry(): void {
    this.connection.retryNow();
    this.focus();
  }

  /** Ends the shell that is here and opens another one. @param shell a name or path; '' for the default */
  openShell(shell: string): void {
    this.askForShell(false);
    void this.#shellChoice.choose(shell);
    this.connection.replace();
    this.focus();
  }

  focus(): void {
    this.#screen?.focus();
  }

  /** Sends what is typed or pasted here to other terminals too. @param peers called for each input; none by default */
  shareInput(peers: () => readonly InputPeer[] = NO_PEERS): void {
    this.#peers = peers;
  }

  get takesPastesWhole(): boolean {
    return this.#screen?.takesPastesWhole === true;
  }

  /** Drops what is not sent yet of a paste that takes long, and says how much was sent. @param byKey Ctrl+C follows */
  stopPaste(byKey = false): void {
    const { part } = this.#pasting;
    this.connection.dropWaitingInput();
    this.#pasting.end();
    if (part.sent < part.total) this.#notices.add({ kind: 'paste-stopped', ...part });
    // A prompt has the part that was sent in its line, and would run that with the next Enter.
    if (!byKey && this.#view.attached === null && isAtLine(this.#screen)) this.#type(INTERRUPT);
    this.focus();
  }

  takeTyped(text: string): void {
    this.#send(cursorKeyFor(text, this.#screen?.applicationCursorKeys === true));
  }

  takePasted(text: string): void {
    this.#screen?.paste(text);
  }

  /** Opens the search or focuses it. No effect if its code cannot be loaded. */
  async openSearch(): Promise<void> {
    if (this.#screen === null) return;
    // From now on, keys are meant for the search, not for the shell.
    this.#screen.blur();
    const screen = await this.#screen.search().catch(() => null);
    if (this.#disposed) return;
    if (screen === null) return this.focus();
    this.#update({ search: { screen, asked: (this.#view.search?.asked ?? 0) + 1 } });
  }

  /** Closes the search and focuses the terminal. */
  closeSearch(): void {
    this.#update({ search: null });
    this.focus();
  }

  /** The commands of the shell; null while there is no screen. */
  get marks(): CommandMarks | null {
    return this.#screen?.marks ?? null;
  }

  /** Shows or hides the marks of commands. */
  showMarks = (shows: boolean): void => this.#update({ marks: shows ? 'shown' : 'hidden' });

  selectAll(): void {
    this.#screen?.selectAll();
  }

  /** Clears screen and scrollback, except for the cursor's line. */
  clear(): void {
    this.#screen?.clear();
  }

  /** Downloads screen and scrollback as a text file. */
  saveOutput(): void {
    saveOutput(this.place.pod, this.#view.container, this.#screen?.text() ?? '');
  }

  setLook(look: ScreenLook): void {
    if (look === this.#look) return;
    this.#look = look;
    this.#update({ background: look.palette.background });
    const { font, fontSize } = look.settings;
    // The cell size is measured in the font, so wait until the font is loaded.
    void loadTerminalFont(font, fontSize).then(() => {
      if (!this.#disposed && look === this.#look) this.#screen?.setLook(look);
    });
  }

  /** The user's answer to whether to open a link. */
  answerLink(open: boolean): void {
    const { link } = this.#view;
    this.#update({ link: null });
    if (open && link !== null) this.#screen?.openLink(link.target);
    this.focus();
  }

  closeNotice(noticeId: number): void {
    this.#notices.close(noticeId);
  }

  /** Disconnects without ending the shell, which can be resumed. Idempotent. */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.connection.dispose();
    for (const cleanup of this.#cleanups) cleanup();
    this.#screen?.dispose();
    this.#screen = null;
  }

  #paste(text: string): void {
    this.#hasUser();
    this.#screen?.paste(text);
    for (const peer of this.#peers()) peer.takePasted(text);
  }

  #clipboardScreen(): ClipboardScreen | null {
    const screen = this.#screen;
    if (screen === null) return null;
    return {
      selection: screen.selection,
      takesPastesWhole: screen.takesPastesWhole && this.#peers().every((peer) => peer.takesPastesWhole),
      paste: (text) => this.#paste(text),
      focus: () => screen.focus(),
    };
  }

  #type(text: string): void {
    if (this.#view.state.kind === 'ready') this.meter.typed();
    this.#hasUser();
    if (text === INTERRUPT && this.#pasting.isShown) this.stopPaste(true);
    this.#send(text);
    for (const peer of this.#peers()) peer.takeTyped(text);
  }

  /** What is typed at a container's main process is looked at first: some keys leave it, and some may end it. */
  #send(text: string): void {
    const { attached } = this.#view;
    this.#screen?.marks.typed(text);
    if (attached === null) {
      this.connection.type(text);
      return;
    }
    const { send, act } = this.#attachedKeys.press(text, attached, this.#look.settings.detachKeys);
    if (send !== '') this.connection.type(send);
    if (act === 'detach') this.connection.end();
    else if (act !== null) this.#notices.add({ kind: act });
  }

  #hasUser(): void {
    if (!this.#view.hasTyped) this.#update({ hasTyped: true });
  }

  #onState(state: ConnectionState): void {
    if (this.#screen !== null) this.#screen.hasShell = hasShell(state);
    // The programs that set it have ended.
    if (!hasShell(state)) this.#update({ title: '' });
    this.meter.reset();
    if (this.#view.isQuiet) this.#update({ isQuiet: false });
    if (state.kind === 'ready') this.#onReady(state);
    else if (state.kind === 'connecting') {
      this.#update({ state, container: state.container || this.#view.container, shell: '', recording: null });
    } else this.#update({ state });
    this.#signIn.onState(state);
  }

  #onReady(state: Extract<ConnectionState, { kind: 'ready' }>): void {
    const { attached = null, container, recording = null, shell } = state;
    if (this.#screen !== null) this.#screen.returnsAtLineFeeds = attached?.terminal === false;
    this.#update({ state, container, shell, attached, recording });
  }

  #update(change: Partial<PaneView>): void {
    const view = { ...this.#view, ...change };
    // Leaving what was attached to ends nothing.
    const isBusy = this.#isScreenBusy && isOpen(view.state) && view.attached === null;
    if (isSameView(this.#view, { ...view, isBusy })) return;
    this.#view = { ...view, isBusy };
    for (const listener of this.#listeners) listener();
  }
}
