/** What xterm has inside and does not offer: the few parts that we need. Tests pin them to the installed version. */

import type { IDisposable, IFunctionIdentifier, Terminal } from '@xterm/xterm';

/** Parameters of a control sequence as xterm hands them from one handler to the next. */
export interface CoreParams {
  readonly length: number;
  /** Whole numbers, 0 where one is missing. May be changed: the next handler sees the change. */
  readonly params: Int32Array;
}

/** The keeper of hyperlinks (OSC 8) and of the lines that they stand on. */
export interface CoreLinks {
  registerLink(data: { readonly id?: string; readonly uri: string }): number;
  addLineToLink(linkId: number, line: number): void;
  readonly _dataByLinkId: ReadonlyMap<number, { readonly lines: readonly unknown[] }>;
}

/** What an input method composes. */
export interface CoreComposition {
  readonly isComposing: boolean;
  /** Types what is being composed unless the key goes on composing. */
  keydown(event: { readonly keyCode: number }): boolean;
}

/** Draws rows by page elements. Colours are compared by identity. */
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

export interface XtermCore {
  registerCsiHandler(id: IFunctionIdentifier, handle: (params: CoreParams) => boolean): IDisposable;
  readonly _oscLinkService: CoreLinks;
  /** Once the terminal is in the page. */
  readonly _compositionHelper: CoreComposition;
  readonly _renderService: {
    /** The renderer of a graphics card has no row factory. */
    readonly _renderer: { readonly value?: { readonly _rowFactory?: CoreRowFactory } };
  };
}

export function coreOf(terminal: Terminal): XtermCore {
  return (terminal as unknown as { readonly _core: XtermCore })._core;
}
