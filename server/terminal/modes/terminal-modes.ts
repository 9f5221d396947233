/**
 * What a terminal remembers of a program's output besides what stands on its screen, so that a screen which has not
 * seen all of it can be brought into the same state. Follows xterm.js 6, which is what our page has, also where it
 * differs from xterm. Positions are not followed, since they depend on how text is wrapped: neither those of the
 * cursor, saved or not, nor the tab stops.
 */

import type { DrawnScreen, ScreenPlace } from '#protocol/viewing-messages.ts';
import { CHARSETS, Charsets, DEFAULT_CHARSET } from './charsets.ts';
import type { ControlParams } from './control-params.ts';
import { Palette } from './palette.ts';
import { Pen, type SavedPen, savedPenText } from './pen.ts';
import { type SequenceHandler, sequenceId } from './sequence-parser.ts';
import { Switches } from './switches.ts';

/** Longest title that is kept, and longest parameters and address of a link, in UTF-16 units. */
const MAX_TITLE = 1024;
const MAX_LINK = 2100;

/** Rows of a window whose size was never told. */
const DEFAULT_ROWS = 24;

const CONTROLS = /\p{Cc}/gu;

/** What each of the two screens has for itself. */
interface ScreenState {
  /** Scrolling region, lines from 1; undefined: the whole screen. */
  readonly margins: { readonly top: number; readonly bottom: number } | undefined;
  /** What DECSC saved; undefined: nothing. */
  readonly saved: { readonly pen: SavedPen; readonly charset: string } | undefined;
}

const FRESH: ScreenState = { margins: undefined, saved: undefined };
const NO_PEN: SavedPen = { text: 0, ground: 0, flags: 0 };

const SM = sequenceId('h');
const RM = sequenceId('l');
const DECSET = sequenceId('?h');
const DECRST = sequenceId('?l');
const SGR = sequenceId('m');
const DECSTBM = sequenceId('r');
const SCOSC = sequenceId('s');
const SCORC = sequenceId('u');
const DECSTR = sequenceId('!p');
const DECSCUSR = sequenceId(' q');
const DECSCA = sequenceId('"q');

/** What the sequences of ESC do; xterm.js has no others of these. */
const ESCAPES: ReadonlyMap<number, (modes: TerminalModes) => void> = new Map([
  ...escapes({
    '7': (modes) => modes.saveCursor(),
    '8': (modes) => modes.restoreCursor(),
    c: (modes) => modes.fullReset(),
    '=': (modes) => modes.switches.setPrivate(66, true),
    '>': (modes) => modes.switches.setPrivate(66, false),
    n: (modes) => modes.charsets.shift(2),
    o: (modes) => modes.charsets.shift(3),
    '|': (modes) => modes.charsets.shift(3),
    '}': (modes) => modes.charsets.shift(2),
    '~': (modes) => modes.charsets.shift(1),
    '%@': (modes) => selectDefault(modes),
    '%G': (modes) => selectDefault(modes),
  }),
  ...[...'()*+-.'].flatMap((designator, index) =>
    [...CHARSETS].map((charset): [number, (modes: TerminalModes) => void] => [
      sequenceId(designator + charset),
      (modes) => modes.charsets.designate(index < 4 ? index : index - 3, charset),
    ]),
  ),
]);

function escapes(all: Record<string, (modes: TerminalModes) => void>) {
  return Object.entries(all).map(([bytes, act]) => [sequenceId(bytes), act] as const);
}

function selectDefault(modes: TerminalModes): void {
  modes.charsets.shift(0);
  modes.charsets.designate(0, DEFAULT_CHARSET);
}

export class TerminalModes implements SequenceHandler {
  /** Rows of the window that the output is written at. */
  rows = DEFAULT_ROWS;
  readonly switches: Switches;
  readonly charsets: Charsets;
  readonly #pen: Pen;
  readonly #palette: Palette;
  /** Undefined until a program has been on the alternate screen. */
  #isAlternate: boolean | undefined;
  #normal = FRESH;
  #alternate = FRESH;
  /** A program has set margins, or a colour or style of text, if only back. */
  #hadMargins = false;
  #hadPen = false;
  #title: string | undefined;
  /** The link that text belongs to, as `parameters;address`; '' for none. */
  #link: string | undefined;

  /** @param like the modes to begin with; undefined: those of a new terminal */
  constructor(like?: TerminalModes) {
    this.switches = like === undefined ? new Switches() : like.switches.clone();
    this.charsets = like === undefined ? new Charsets() : like.charsets.clone();
    this.#pen = like === undefined ? new Pen() : like.#pen.clone();
    this.#palette = like === undefined ? new Palette() : like.#palette.clone();
    if (like === undefined) return;
    this.rows = like.rows;
    this.#isAlternate = like.#isAlternate;
    this.#normal = like.#normal;
    this.#alternate = like.#alternate;
    this.#hadMargins = like.#hadMargins;
    this.#hadPen = like.#hadPen;
    this.#title = like.#title;
    this.#link = like.#link;
  }

  /** The window has other rows or columns: each screen scrolls as a whole again. */
  resized(rows: number): void {
    this.rows = rows;
    this.#normal = { ...this.#normal, margins: undefined };
    this.#alternate = { ...this.#alternate, margins: undefined };
  }

  /**
   * What brings a terminal into this state, whatever state it was in, once it was reset or not; it asks nothing. Modes
   * that no program has set are left to it. Empty when there are no others.
   * @param drawn what the terminal shows: it must have been reset
   */
  text(drawn?: DrawnScreen): string {
    const isAlternate = this.#isAlternate ?? false;
    const screens =
      (drawn?.Normal ?? '') +
      this.#screenText(this.#normal, drawn?.Saved) +
      (this.#isAlternate === undefined ? '' : this.#alternateText(drawn));
    const charsets = this.charsets.text();
    const active = isAlternate ? this.#alternate : this.#normal;
    // With the cursor, DECRC brings back the set that was in use. Nothing else can.
    const restored = this.charsets.isRestored && this.charsets.inUse === charsetOf(active) ? '\x1b8' : '';
    const cursor = drawn === undefined ? '' : placeText(drawn);
    return [
      this.#palette.text(),
      this.#title === undefined ? '' : `\x1b]2;${this.#title}\x07`,
      this.switches.textBeforeMargins(),
      this.#isAlternate === undefined ? '' : '\x1b[?1047l',
      screens,
      // These may move the cursor. What follows them does not, and draws differently.
      this.switches.text(),
      cursor,
      drawn?.Wrap ?? '',
      charsets,
      restored,
      restored === '' ? '' : cursor,
      this.#hadPen ? this.#pen.text() : '',
      this.#link === undefined ? '' : `\x1b]8;${this.#link === '' ? ';' : this.#link}\x07`,
    ].join('');
  }

  /** A program fills the screen. */
  get isAlternate(): boolean {
    return this.#isAlternate ?? false;
  }

  onShift(level: 0 | 1): void {
    this.charsets.shift(level);
  }

  onEscape(id: number): void {
    ESCAPES.get(id)?.(this);
  }

  onControl(id: number, params: ControlParams): void {
    switch (id) {
      case SGR:
        this.#hadPen = true;
        this.#pen.apply(params);
        break;
      case DECSET:
      case DECRST:
        for (let index = 0; index < params.length; index += 1)
          this.#setPrivate(params.at(index), id === DECSET);
        break;
      case SM:
      case RM:
        for (let index = 0; index < params.length; index += 1) this.switches.set(params.at(index), id === SM);
        break;
      case DECSTBM:
        this.#setMargins(params.at(0), params.at(1));
        break;
      case SCOSC:
        this.saveCursor();
        break;
      case SCORC:
        this.restoreCursor();
        break;
      case DECSTR:
        this.#softReset();
        break;
      case DECSCUSR:
        this.switches.setCursorStyle(params.at(0));
        break;
      case DECSCA:
        this.#hadPen = true;
        if (params.at(0) <= 2) this.#pen.protect(params.at(0) === 1);
    }
  }

  onCommand(command: string): void {
    const [, number = '', data = ''] = /^(\d+)(?:;(.*))?$/s.exec(command.replace(CONTROLS, '')) ?? [];
    const code = number === '' ? -1 : Number(number);
    if (code === 0 || code === 2) this.#title = data.slice(0, MAX_TITLE);
    else if (code === 8) this.#setLink(data);
    else this.#palette.apply(code, data);
  }

  /** DECSC. */
  saveCursor(): void {
    this.#active = { ...this.#active, saved: { pen: this.#pen.save(), charset: this.charsets.inUse } };
  }

  /** DECRC. */
  restoreCursor(): void {
    this.#pen.restore(this.#active.saved?.pen ?? NO_PEN);
    this.charsets.restore(charsetOf(this.#active));
  }

  /** RIS. */
  fullReset(): void {
    this.#resetText();
    this.switches.fullReset();
    if (this.#isAlternate !== undefined) this.#isAlternate = false;
    this.#normal = FRESH;
    this.#alternate = FRESH;
  }

  #softReset(): void {
    this.#resetText();
    this.switches.softReset();
    this.#active = FRESH;
  }

  #resetText(): void {
    this.#pen.reset();
    this.charsets.reset();
    if (this.#link !== undefined) this.#link = '';
  }

  get #active(): ScreenState {
    return this.#isAlternate ? this.#alternate : this.#normal;
  }

  set #active(state: ScreenState) {
    if (this.#isAlternate) this.#alternate = state;
    else this.#normal = state;
  }

  #setPrivate(mode: number, isOn: boolean): void {
    switch (mode) {
      case 2:
        if (isOn) for (let level = 0; level < 4; level += 1) this.charsets.designate(level, DEFAULT_CHARSET);
        break;
      case 47:
      case 1047:
        this.#switchScreen(isOn);
        break;
      case 1048:
        if (isOn) this.saveCursor();
        else this.restoreCursor();
        break;
      case 1049:
        if (isOn) this.saveCursor();
        this.#switchScreen(isOn);
        if (!isOn) this.restoreCursor();
        break;
      default:
        this.switches.setPrivate(mode, isOn);
    }
  }

  #switchScreen(isAlternate: boolean): void {
    if (this.#isAlternate && !isAlternate) this.#alternate = { ...this.#alternate, margins: undefined };
    this.#isAlternate = isAlternate;
  }

  #setMargins(first: number, last: number): void {
    const top = first || 1;
    const bottom = last === 0 || last > this.rows ? this.rows : last;
    if (bottom <= top) return;
    this.#hadMargins = true;
    const isWhole = top === 1 && bottom === this.rows;
    this.#active = { ...this.#active, margins: isWhole ? undefined : { top, bottom } };
  }

  #setLink(data: string): void {
    const [, params = '', address = ''] = /^([^;]*);(.*)$/s.exec(data) ?? [];
    if (address === '' && (params.trim() !== '' || data === '')) return;
    this.#link = address === '' || data.length > MAX_LINK ? '' : data;
  }

  /** Margins first: setting them moves the cursor, which is then where DECSC saves it. */
  #screenText({ margins, saved }: ScreenState, savedAt: ScreenPlace | undefined): string {
    let text = '';
    if (margins !== undefined) text += `\x1b[${margins.top};${margins.bottom}r`;
    else if (this.#hadMargins) text += '\x1b[r';
    // xterm moves it with the lines of a narrower window, saved or not.
    const hasMoved = savedAt !== undefined && (savedAt.Row > 1 || savedAt.Col > 1);
    if (saved === undefined && !hasMoved) return text;
    const { pen, charset } = saved ?? { pen: NO_PEN, charset: DEFAULT_CHARSET };
    if (savedAt !== undefined) text += placeText(savedAt);
    return `${text}\x0f\x1b(${charset}${savedPenText(pen)}\x1b7\x1b[0m\x1b(${DEFAULT_CHARSET}`;
  }

  /** Goes to the alternate screen; and back, if it is not shown. */
  #alternateText(drawn: DrawnScreen | undefined): string {
    if (!this.#isAlternate && this.#alternate.saved === undefined) return '';
    // It is filled with the background in force.
    const enter = `${this.#hadPen ? '\x1b[0m' : ''}\x1b[?1047h`;
    const screen = this.#screenText(this.#alternate, drawn?.SavedAlternate);
    return enter + (drawn?.Data ?? '') + screen + (this.#isAlternate ? '' : '\x1b[?1047l');
  }
}

function charsetOf({ saved }: ScreenState): string {
  return saved?.charset ?? DEFAULT_CHARSET;
}

function placeText({ Col, Row }: ScreenPlace): string {
  return `\x1b[${Row};${Col}H`;
}
