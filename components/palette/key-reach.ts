/** Which shortcuts work, depending on where the key is pressed. */

import type { Action } from '#components/actions/actions.ts';
import type { KeyPlace } from '#components/keys/key-place.ts';

/** True if the action's shortcut works there. */
export function reaches(action: Pick<Action, 'shortcut' | 'inTerminal'>, place: KeyPlace): boolean {
  switch (place) {
    case 'terminal':
      return action.inTerminal === true;
    case 'field':
      return action.shortcut?.startsWith('mod+') === true;
    case 'layer':
      return false;
    case 'page':
      return true;
  }
}
