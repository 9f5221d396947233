/**
 * Notices when a terminal loses the focus without the user's doing: whoever types there goes on typing for a moment,
 * and those letters must not run shortcuts of the page.
 */

import { keyPlace } from './key-place.ts';

/** How long letters run no shortcuts then. Milliseconds. */
export const HELD_MS = 1000;

/** A focus that moves this soon after a command was moved by it. Milliseconds. */
const BY_COMMAND_MS = 100;

export interface LostFocus {
  /** True if a letter that is pressed now may have been meant for a terminal. Call it for each key on the page. */
  isRecent(event: Pick<KeyboardEvent, 'target' | 'timeStamp'>): boolean;
  stop(): void;
}

/** Watches the document until `stop`. */
export function watchLostFocus(): LostFocus {
  let inTerminal = keyPlace(document.activeElement) === 'terminal';
  let commandAt = Number.NEGATIVE_INFINITY;
  let lostAt = Number.NEGATIVE_INFINITY;
  const watching = new AbortController();
  const options = { capture: true, signal: watching.signal };
  const onFocusIn = ({ target }: Event) => {
    inTerminal = keyPlace(target) === 'terminal';
  };
  const onFocusOut = ({ target, relatedTarget, timeStamp }: FocusEvent) => {
    if (keyPlace(target) !== 'terminal') return;
    inTerminal = false;
    // The window lost the focus, and the terminal will have it again with the window.
    if (document.activeElement === target && !document.hasFocus()) return;
    if (keyPlace(relatedTarget) !== 'terminal' && timeStamp - commandAt > BY_COMMAND_MS) lostAt = timeStamp;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.key === 'Tab') commandAt = event.timeStamp;
  };
  const onPointerDown = ({ timeStamp }: Event) => {
    commandAt = timeStamp;
  };
  document.addEventListener('focusin', onFocusIn, options);
  document.addEventListener('focusout', onFocusOut, options);
  document.addEventListener('keydown', onKeyDown, options);
  document.addEventListener('pointerdown', onPointerDown, options);
  return {
    isRecent({ target, timeStamp }) {
      // Some browsers tell nothing when the element with the focus is removed.
      if (inTerminal && keyPlace(target) !== 'terminal') {
        inTerminal = false;
        lostAt = timeStamp;
      }
      return timeStamp - lostAt <= HELD_MS;
    },
    stop: () => watching.abort(),
  };
}
