import { takeEarlyText } from '#components/keys/early-text.ts';
import { catchKeys, hasFieldInUse, terminalInputOf, typedAhead } from '#components/keys/typed-ahead.ts';

/**
 * Keeps what is typed for a screen until its code is loaded. A field that asks something in its pane, such as the reason
 * for the shell, can be there before: it keeps the focus and its keys.
 *
 * @param element where the screen will be
 * @returns call it when the screen is there: focuses the screen and gives what it is to send, '' for nothing
 */
export function keepFirstKeys(element: Element): (screen: { focus(): void }) => string {
  const room = element.closest('.pane-room');
  catchKeys({ first: [...typedAhead(), ...takeEarlyText()], around: room });
  return (screen) => {
    if (!hasFieldInUse(room)) screen.focus();
    return terminalInputOf(typedAhead());
  };
}
