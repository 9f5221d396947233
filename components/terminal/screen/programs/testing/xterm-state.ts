/** All that xterm keeps of a program's modes, read out of its inside, so that two terminals can be compared. */

import { Terminal } from '@xterm/xterm';

interface Attributes {
  readonly fg: number;
  readonly bg: number;
  readonly extended: {
    readonly underlineStyle: number;
    readonly underlineColor: number;
    readonly urlId: number;
  };
}

interface ScreenBuffer {
  readonly scrollTop: number;
  readonly scrollBottom: number;
  readonly savedCurAttrData: Attributes;
  readonly savedCharset: unknown;
}

interface ColorEvent {
  /** 0: asked for, 1: set, 2: reset. */
  readonly type: number;
  readonly index?: number;
  readonly color?: readonly number[];
}

interface Core {
  readonly _inputHandler: {
    readonly _curAttrData: Attributes;
    readonly _windowTitle: string;
    readonly _parser: { readonly currentState: number };
    onColor(listener: (events: readonly ColorEvent[]) => void): void;
  };
  readonly _bufferService: {
    readonly buffers: { readonly normal: ScreenBuffer; readonly alt: ScreenBuffer };
  };
  readonly _charsetService: {
    readonly charset: unknown;
    readonly glevel: number;
    readonly _charsets: unknown[];
  };
  readonly _oscLinkService: {
    readonly _dataByLinkId: ReadonlyMap<number, { readonly data: unknown }>;
    _removeMarkerFromLink: () => void;
  };
  readonly coreMouseService: { readonly activeProtocol: string; readonly activeEncoding: string };
  readonly coreService: {
    readonly isCursorHidden: boolean;
    readonly modes: object;
    readonly decPrivateModes: object;
  };
}

/** FgFlags.UNDERLINE, and the bit of a background that says that there is more: it only follows the others. */
const UNDERLINE = 0x10000000;
const HAS_EXTENDED = 0x10000000;
const COLOR_KIND = 0x3000000;
const BASIC_KIND = 0x2000000;
const NO_UNDERLINE_COLOR = 0x3ffffff;

const palettes = new WeakMap<Terminal, Map<number, string>>();

/** A terminal of 20 columns. */
export function openXterm(rows: number): Terminal {
  const terminal = new Terminal({ cols: 20, rows, scrollback: 50, allowProposedApi: true, logLevel: 'off' });
  keepLinks(terminal);
  const palette = new Map<number, string>();
  palettes.set(terminal, palette);
  coreOf(terminal)._inputHandler.onColor((events) => {
    for (const { type, index, color } of events) {
      if (type === 1 && index !== undefined) palette.set(index, String(color));
      else if (type === 2 && index !== undefined) palette.delete(index);
      else if (type === 2) for (const known of [...palette.keys()]) if (known < 256) palette.delete(known);
    }
  });
  return terminal;
}

/** A hyperlink is open until it is closed, but xterm forgets it when the line where it began is erased. */
export function keepLinks(terminal: Terminal): void {
  coreOf(terminal)._oscLinkService._removeMarkerFromLink = () => {};
}

export function writeXterm(terminal: Terminal, text: string): Promise<void> {
  return new Promise((resolve) => terminal.write(text, resolve));
}

/** Everything but where the cursor is, or was when it was saved. */
export function xtermState(terminal: Terminal): unknown {
  const core = coreOf(terminal);
  const { normal, alt } = core._bufferService.buffers;
  const pen = core._inputHandler._curAttrData;
  const { charset, glevel, _charsets } = core._charsetService;
  const { activeProtocol, activeEncoding } = core.coreMouseService;
  return {
    modes: core.coreService.modes,
    privateModes: core.coreService.decPrivateModes,
    isCursorHidden: core.coreService.isCursorHidden,
    convertEol: terminal.options.convertEol,
    mouse: [activeProtocol, activeEncoding],
    screen: terminal.buffer.active.type,
    pen: penOf(pen),
    underline: (pen.fg & UNDERLINE) === 0 ? undefined : [pen.extended.underlineStyle, underlineColor(pen)],
    link: core._oscLinkService._dataByLinkId.get(pen.extended.urlId)?.data,
    charsets: [charset, glevel, ...[0, 1, 2, 3].map((level) => _charsets[level])],
    normal: screenOf(normal),
    alternate: screenOf(alt),
    title: core._inputHandler._windowTitle,
    palette: [...(palettes.get(terminal) ?? [])].sort(([one], [other]) => one - other),
    inSequence: core._inputHandler._parser.currentState,
  };
}

function screenOf({ scrollTop, scrollBottom, savedCurAttrData, savedCharset }: ScreenBuffer): unknown {
  return { margins: [scrollTop, scrollBottom], saved: [penOf(savedCurAttrData), savedCharset] };
}

function penOf({ fg, bg }: Attributes): unknown {
  return { text: flags(fg), textColor: color(fg), ground: flags(bg & ~HAS_EXTENDED), groundColor: color(bg) };
}

/** Of the two values that xterm has for none, one would also be white. */
function underlineColor({ extended }: Attributes): number {
  const found = color(extended.underlineColor);
  return found === NO_UNDERLINE_COLOR ? 0 : found;
}

function flags(attribute: number): number {
  return attribute & ~0x3ffffff;
}

/** Of a colour out of a list, what is above its number is left over. */
function color(attribute: number): number {
  const kind = attribute & COLOR_KIND;
  if (kind === 0) return 0;
  return kind <= BASIC_KIND ? kind | (attribute & 0xff) : kind | (attribute & 0xffffff);
}

function coreOf(terminal: Terminal): Core {
  return (terminal as unknown as { readonly _core: Core })._core;
}
