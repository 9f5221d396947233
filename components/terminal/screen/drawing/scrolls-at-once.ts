/**
 * Tells of scrolled lines once for each piece of output. xterm 6.0.0 tells its scrollbar and its selection of each line, which
 * takes as long as parsing the line.
 */

import type { Terminal } from '@xterm/xterm';
import { coreOf } from '../programs/xterm-core.ts';

/** Holds for all that is written from now on. */
export function scrollAtOnce(terminal: Terminal): void {
  const core = coreOf(terminal);
  const { _bufferService: buffers, _inputHandler: handler } = core;
  const scrolls = buffers._onScroll;
  const tell = scrolls.fire;
  const parse = handler.parse;
  let isParsing = false;
  let hasScrolled = false;

  scrolls.fire = (line) => {
    if (!isParsing) return tell.call(scrolls, line);
    hasScrolled = true;
    // Otherwise whoever hears of it does this. At the end of the piece, the rows that are marked by then are drawn.
    const { scrollTop, scrollBottom } = buffers.buffer;
    handler.markRangeDirty(scrollTop, scrollBottom);
  };
  handler.parse = (data, promiseResult) => {
    const before = buffers.buffer.ydisp;
    isParsing = true;
    try {
      return parse.call(handler, data, promiseResult);
    } finally {
      isParsing = false;
      const line = buffers.buffer.ydisp;
      // The scrollbar does not move to the line where it was told to be last, which may have been long ago.
      if (line !== before && core._viewport !== undefined) core._viewport._latestYDisp = undefined;
      if (hasScrolled) tell.call(scrolls, line);
      hasScrolled = false;
    }
  };
}
