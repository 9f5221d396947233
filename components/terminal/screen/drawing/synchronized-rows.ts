/**
 * Keeps the rows of the DOM renderer as they are in synchronized output (DEC mode 2026). xterm 6.0.0 waits for its end with
 * what output has changed; but for the selection, which each scroll refreshes, and for focus and size it draws at once.
 */

import type { Terminal } from '@xterm/xterm';
import { sharedOnce } from '../programs/shared-once.ts';
import { coreOf } from '../programs/xterm-core.ts';

/** @param terminal must be in the page */
export function synchronizeRows(terminal: Terminal): void {
  const renderer = coreOf(terminal)._renderService._renderer.value;
  const shared = renderer === undefined ? null : sharedOnce(renderer, SYNCHRONIZED);
  if (shared === null) return;
  const draw = shared.renderRows;
  shared.renderRows = function (start, end) {
    if (!this._coreService.decPrivateModes.synchronizedOutput) draw.call(this, start, end);
    // Is kept until the end of the mode, with the rows that output has changed.
    else this._terminal.refresh(start, end);
  };
}

const SYNCHRONIZED = Symbol('synchronized');
