/** The modes that are on or off, or one of a few. */

/** Private modes (DECSET, DECRST) that are kept, with what they are after a reset. */
const DEFAULTS: ReadonlyMap<number, boolean> = new Map([
  // Cursor keys, reverse video, origin, wrap, blinking cursor, cursor, reverse wrap, keypad.
  [1, false],
  [5, false],
  [6, false],
  [7, true],
  [12, false],
  [25, true],
  [45, false],
  [66, false],
  // Reports of the focus, wheel as arrow keys, bracketed paste, output in frames, grapheme clusters, theme, size.
  [1004, false],
  [1007, false],
  [2004, false],
  [2026, false],
  [2027, false],
  [2031, false],
  [2048, false],
]);

/** xterm takes these for options of the user's: no reset changes them. */
const KEPT_ON_RESET: ReadonlySet<number> = new Set([12]);

/** Only one is on at a time, and each turns the others off. */
const MOUSE: ReadonlySet<number> = new Set([9, 1000, 1002, 1003]);

const ORIGIN = 6;
const CURSOR = 25;
const INSERT = 4;
const LINE_FEED = 20;

/** What a program never set is undefined, or missing: that is for the user's settings to say. */
export class Switches {
  #private = new Map<number, boolean>();
  /** 0 when off. */
  #mouse: number | undefined;
  #mouseForm: number | undefined;
  #insert: boolean | undefined;
  #lineFeed: boolean | undefined;
  #cursorStyle: number | undefined;

  clone(): Switches {
    const clone = new Switches();
    clone.#private = new Map(this.#private);
    clone.#mouse = this.#mouse;
    clone.#mouseForm = this.#mouseForm;
    clone.#insert = this.#insert;
    clone.#lineFeed = this.#lineFeed;
    clone.#cursorStyle = this.#cursorStyle;
    return clone;
  }

  /** SM, RM. */
  set(mode: number, isOn: boolean): void {
    if (mode === INSERT) this.#insert = isOn;
    else if (mode === LINE_FEED) this.#lineFeed = isOn;
  }

  /** DECSET, DECRST. Modes that are not kept are ignored. */
  setPrivate(mode: number, isOn: boolean): void {
    if (MOUSE.has(mode)) this.#mouse = isOn ? mode : 0;
    // xterm ignores the two older forms.
    else if (mode === 1006 || mode === 1016) this.#mouseForm = isOn ? mode : 0;
    else if (DEFAULTS.has(mode)) this.#private.set(mode, isOn);
  }

  /** DECSCUSR. */
  setCursorStyle(style: number): void {
    this.#cursorStyle = style;
  }

  /** DECSTR. The mouse is left alone. */
  softReset(): void {
    for (const mode of this.#private.keys()) {
      if (!KEPT_ON_RESET.has(mode)) this.#private.set(mode, DEFAULTS.get(mode) ?? false);
    }
    if (this.#insert !== undefined) this.#insert = false;
    if (this.#cursorStyle !== undefined) this.#cursorStyle = 0;
  }

  /** RIS. xterm leaves a hidden cursor hidden. */
  fullReset(): void {
    const cursor = this.#private.get(CURSOR);
    this.softReset();
    if (cursor !== undefined) this.#private.set(CURSOR, cursor);
    if (this.#mouse !== undefined) this.#mouse = 0;
    if (this.#mouseForm !== undefined) this.#mouseForm = 0;
  }

  /** What has to come before margins are set, which count from the top of the screen. */
  textBeforeMargins(): string {
    return this.#private.has(ORIGIN) ? '\x1b[?6l' : '';
  }

  /** What sets the modes to these, whatever they were. */
  text(): string {
    let text = '';
    const set = (isOn: boolean | undefined, on: string, off: string) => {
      if (isOn !== undefined) text += isOn ? on : off;
    };
    set(this.#insert, '\x1b[4h', '\x1b[4l');
    set(this.#lineFeed, '\x1b[20h', '\x1b[20l');
    for (const [mode, isOn] of this.#private) set(isOn, `\x1b[?${mode}h`, `\x1b[?${mode}l`);
    set(isSome(this.#mouse), `\x1b[?${this.#mouse}h`, '\x1b[?9;1000;1002;1003l');
    set(isSome(this.#mouseForm), `\x1b[?${this.#mouseForm}h`, '\x1b[?1006;1016l');
    if (this.#cursorStyle !== undefined) text += `\x1b[${this.#cursorStyle} q`;
    return text;
  }
}

function isSome(mode: number | undefined): boolean | undefined {
  return mode === undefined ? undefined : mode !== 0;
}
