/** The internals of xterm that we use, because it has no API for them. Tests check them on the installed version. */

import type { IDisposable, IFunctionIdentifier, Terminal } from '@xterm/xterm';
import type { StateCore } from './xterm-state-core.ts';

/** Parameters of a control sequence, as xterm passes them from handler to handler. */
export interface CoreParams {
  readonly length: number;
  /** Integers, 0 if missing. May be changed: the next handler sees the change. */
  readonly params: Int32Array;
}

/** The service for hyperlinks (OSC 8) and their lines. */
export interface CoreLinks {
  registerLink(data: { readonly id?: string; readonly uri: string }): number;
  addLineToLink(linkId: number, line: number): void;
  getLinkData(linkId: number): { readonly id?: string; readonly uri: string } | undefined;
  readonly _dataByLinkId: ReadonlyMap<number, { readonly lines: readonly unknown[] }>;
}

/** The handler of compositions. */
export interface CoreComposition {
  readonly isComposing: boolean;
  _isComposing: boolean;
  /** The composition has ended, and its text is sent in a later task. */
  readonly _isSendingComposition: boolean;
  /** Where in the input field the composed text is. */
  readonly _compositionPosition: { end: number };
  /** Shows what is composed while it has the class `active`. */
  readonly _compositionView: HTMLElement;
  /** Takes what the input field gets from now on as composed. */
  compositionstart(): void;
  /** Commits the composition unless the key continues it. */
  keydown(event: { readonly keyCode: number }): boolean;
  /** Called when an input method has taken a key and no composition is under way. */
  _handleAnyTextareaChanges: () => void;
}

/** Parses output. */
export interface CoreParser {
  /** Called with each text that was written, and again with the result if it gave a promise. Asks for its rows at the end. */
  parse(data: string | Uint8Array, promiseResult?: boolean): unknown;
  /** The text that is being parsed changes these rows of the screen, counted from 0 and inclusive. */
  markRangeDirty(from: number, to: number): void;
}

/** The service that scrolls the active buffer. */
export interface CoreScroller {
  readonly buffer: { readonly ydisp: number; readonly scrollTop: number; readonly scrollBottom: number };
  /** Fires for each line that output scrolls, for scrolling by the user, and when another buffer becomes the active one. */
  readonly _onScroll: { fire(line: number): void };
  /** Copied for new lines; undefined before the first. */
  readonly _cachedBlankLine?: object;
}

/** Creates the rows of the DOM renderer. Compares colours by identity. */
export interface CoreRowFactory {
  readonly _themeService: { readonly colors: { readonly foreground: object; readonly background: object } };
  _applyMinimumContrast(
    element: HTMLElement,
    background: object,
    foreground: object,
    cell: { isInverse(): number },
    ...overrides: readonly unknown[]
  ): boolean;
}

/** An element of the DOM renderer. */
export interface CoreRow {
  /** Called with the spans of the row whenever it is drawn: each has a text, and may have a class and a style. */
  replaceChildren(...spans: readonly HTMLElement[]): void;
}

/** The DOM renderer. */
export interface CoreRowRenderer {
  readonly _rowFactory: CoreRowFactory;
  readonly _coreService: { readonly decPrivateModes: { readonly synchronizedOutput: boolean } };
  readonly _terminal: { refresh(start: number, end: number): void };
  /** One for each row of the screen. They stay, but for other sizes of the screen. */
  readonly _rowElements: readonly CoreRow[];
  /** Draws rows of the screen, both counted from 0 and inclusive, now. */
  renderRows(start: number, end: number): void;
}

export interface XtermCore extends StateCore {
  registerCsiHandler(id: IFunctionIdentifier, handle: (params: CoreParams) => boolean): IDisposable;
  readonly _oscLinkService: CoreLinks;
  readonly _inputHandler: StateCore['_inputHandler'] & CoreParser;
  readonly _bufferService: StateCore['_bufferService'] & CoreScroller;
  /** Moves the hidden input field to the cursor. */
  _syncTextArea(): void;
  /** A dead key was pressed: the next key is not handled when it goes down. */
  _unprocessedDeadKey: boolean;
  /** A key is down: text that is inserted meanwhile comes from it. */
  _keyDownSeen: boolean;
  /** Set once the terminal is in the page. */
  readonly _compositionHelper: CoreComposition;
  /** Set once the terminal is in the page. */
  readonly _viewport?: {
    /** Fits the scrollbar to the screen. */
    queueSync(): void;
    /** The line at the top of the screen, as the scrollbar was last told; undefined: that of the buffer. */
    _latestYDisp?: number | undefined;
  };
  /** Set once the terminal is in the page. */
  readonly _renderService: {
    /** Of one cell, in CSS pixels; 0 before anything was measured. */
    readonly dimensions: {
      readonly css: { readonly cell: { readonly width: number; readonly height: number } };
    };
    handleFocus(): void;
    handleBlur(): void;
    /** The DOM renderer, unless WebGL has replaced it. */
    readonly _renderer: { readonly value?: CoreRowRenderer };
  };
}

export function coreOf(terminal: Terminal): XtermCore {
  return (terminal as unknown as { readonly _core: XtermCore })._core;
}
