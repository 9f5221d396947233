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

export interface XtermCore {
  registerCsiHandler(id: IFunctionIdentifier, handle: (params: CoreParams) => boolean): IDisposable;
  readonly _oscLinkService: CoreLinks;
}

export function coreOf(terminal: Terminal): XtermCore {
  return (terminal as unknown as { readonly _core: XtermCore })._core;
}
