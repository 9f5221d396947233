/** What a page makes of who watches a shell, and of who has its keyboard. */

import type { KeyboardShare, ViewersMessage, WatcherFields } from '#protocol/viewing-messages.ts';

/** How far this page is on the way to the keyboard, if it watches. */
export function ownShare({ Watchers, You }: Pick<ViewersMessage, 'Watchers' | 'You'>): KeyboardShare {
  return Watchers.find(({ ID }) => ID === You)?.Keyboard ?? 'none';
}

/** The watcher who has the keyboard; undefined: the owner. */
export function holderOf({ Watchers }: Pick<ViewersMessage, 'Watchers'>): WatcherFields | undefined {
  return Watchers.find(({ Keyboard }) => Keyboard === 'has');
}

/** The first watcher who asks for the keyboard. */
export function askerOf({ Watchers }: Pick<ViewersMessage, 'Watchers'>): WatcherFields | undefined {
  return Watchers.find(({ Keyboard }) => Keyboard === 'asked');
}
