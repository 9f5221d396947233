/** The internals of xterm that a copy of its state needs; `xterm-core.ts` has the others, and the way to them. */

import type { IUnicodeVersionProvider } from '@xterm/xterm';

interface Underline {
  ext: number;
  /** Of a hyperlink; 0 for none. */
  readonly urlId: number;
  clone(): Underline;
}

interface Attributes {
  fg: number;
  bg: number;
  extended: Underline;
}

export interface StateLine {
  /** Three numbers for each cell. */
  _data: Uint32Array;
  readonly _combined: Record<number, string>;
  readonly _extendedAttrs: Record<number, Underline | undefined>;
  length: number;
  isWrapped: boolean;
}

export interface StateBuffer {
  readonly lines: {
    length: number;
    maxLength: number;
    get(index: number): StateLine;
    push(line: StateLine): void;
  };
  getBlankLine(pen: Attributes): StateLine;
  ybase: number;
  ydisp: number;
  x: number;
  y: number;
  scrollTop: number;
  scrollBottom: number;
  tabs: Record<number, boolean | undefined>;
  savedX: number;
  savedY: number;
  readonly savedCurAttrData: Attributes;
  savedCharset: unknown;
}

export interface StateCore {
  readonly _inputHandler: {
    readonly _curAttrData: Attributes;
    readonly _parser: { readonly currentState: number; precedingJoinState: number; reset(): void };
    /** Holds the first half of a surrogate pair, else 0. */
    readonly _stringDecoder: { readonly _interim: number };
  };
  readonly _bufferService: {
    readonly buffers: {
      readonly normal: StateBuffer;
      readonly alt: StateBuffer;
      readonly active: StateBuffer;
      activateAltBuffer(): void;
    };
  };
  readonly unicodeService: {
    /** By version. */
    readonly _providers: Readonly<Record<string, IUnicodeVersionProvider | undefined>>;
  };
  readonly _charsetService: { charset: unknown; glevel: number; _charsets: unknown[] };
  readonly coreService: { readonly modes: object; readonly decPrivateModes: object; isCursorHidden: boolean };
  /** Parses before it returns. Nothing may wait to be parsed. */
  writeSync(text: string): void;
}
