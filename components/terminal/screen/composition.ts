/** A text that an input method is composing, as the keyboards of phones do with every word. */

import type { Terminal } from '@xterm/xterm';
import { coreOf } from './programs/xterm-core.ts';

/** No key that composes, and no modifier: xterm types what was composed before it would look at it. */
const NO_KEY = { keyCode: 0 };

/** Types what is being composed, at once, so that it comes before what is typed next. */
export function finishComposition(terminal: Terminal): void {
  const composition = coreOf(terminal)._compositionHelper;
  const wasComposing = composition.isComposing;
  // Also what was composed in this turn and waits for the next.
  composition.keydown(NO_KEY);
  if (!wasComposing) return;
  // The input method lets go of the text only without the focus; a phone keeps its keyboard over this.
  terminal.blur();
  terminal.focus();
}
