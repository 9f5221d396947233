/**
 * What the browser keeps for a user, who may not be the next one at this browser: the tab's terminals, and names of pods,
 * contexts and commands. What it keeps for whoever sits at it, such as theme, language and columns, is not concerned.
 */

import { ownKey } from './served.ts';

/** Keys in local storage. In session storage, everything of ours is the user's. */
export const USER_KEYS = {
  places: ownKey('podshell.places'),
  shells: ownKey('podshell.shells'),
  contextColours: ownKey('podshell.context-colours'),
} as const;

/** Whose it is, in each of the two storages. */
const OWNER_KEY = ownKey('podshell.user');
const NOBODY = '';

/**
 * Removes what was kept for another user, and what a user left at a sign-out. Call it before anything is read.
 * @param user the tag of who is signed in; '' for nobody yet, who may be the owner
 */
export function keepFor(user: string): void {
  settle('sessionStorage', isOwn, user);
  const ofUser = new Set<string>(Object.values(USER_KEYS));
  settle('localStorage', (key) => ofUser.has(key), user);
}

/**
 * The user signs out: what this tab keeps is removed when the next page loads, because this one still writes. Favorites
 * and the like wait for the same user.
 */
export function leaveToNobody(): void {
  try {
    window.sessionStorage.setItem(OWNER_KEY, NOBODY);
  } catch {
    // Forbidden: then nothing is kept. Full: it waits for the same user.
  }
}

/** False for a key of another Podshell of this origin. */
function isOwn(key: string): boolean {
  return key.startsWith(ownKey('podshell.'));
}

function settle(
  name: 'sessionStorage' | 'localStorage',
  isOfUser: (key: string) => boolean,
  user: string,
): void {
  try {
    const storage = window[name];
    const owner = storage.getItem(OWNER_KEY);
    if (owner === NOBODY || (owner !== null && user !== NOBODY && owner !== user)) {
      for (const key of Object.keys(storage)) if (isOfUser(key)) storage.removeItem(key);
    }
    if (user !== NOBODY) storage.setItem(OWNER_KEY, user);
  } catch {
    // The browser forbids storage.
  }
}
