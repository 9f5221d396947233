/** Commits text that an input method is composing. Phone keyboards compose every word. */

import type { Terminal } from '@xterm/xterm';
import { coreOf } from '../programs/xterm-core.ts';

/** A key code that is neither a composition key nor a modifier: xterm then commits the composition. */
const NO_KEY = { keyCode: 0 };

/** Sends the composed text now, so that it comes before the next input. */
export function finishComposition(terminal: Terminal): void {
  const composition = coreOf(terminal)._compositionHelper;
  const wasComposing = composition.isComposing;
  // Also commits text that was composed in this task, which xterm would send in the next.
  composition.keydown(NO_KEY);
  if (!wasComposing) return;
  // The input method only drops the text when the focus is lost. A phone's keyboard stays open during this.
  terminal.blur();
  terminal.focus();
}
