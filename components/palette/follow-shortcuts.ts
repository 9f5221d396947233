import { currentActions } from '#components/actions/actions.ts';
import { ShortcutReader } from '#components/actions/shortcuts.ts';
import { keyPlace } from '#components/keys/key-place.ts';
import { watchLostFocus } from '#components/keys/lost-focus.ts';
import type { Platform } from '#components/keys/platform.ts';
import { reaches } from './key-reach.ts';

/** Runs actions by their shortcuts; the returned function stops that. */
export function followShortcuts(platform: Platform): () => void {
  const reader = new ShortcutReader(platform);
  const lost = watchLostFocus();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing || event.defaultPrevented) return;
    // Letters that were meant for a terminal do no more than letters in a field.
    const place =
      lost.isRecent(event) && keyPlace(event.target) === 'page' ? 'field' : keyPlace(event.target);
    const reachable = currentActions().filter(
      (action) => action.shortcut !== undefined && action.run !== undefined && reaches(action, place),
    );
    const shortcuts = reachable.flatMap(({ shortcut }) => shortcut ?? []);
    const done = reader.read(event, event.timeStamp, shortcuts);
    const action = reachable.findLast(({ shortcut }) => shortcut === done && done !== undefined);
    if (action === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    action.run?.();
  };
  // In the capture phase: the terminal would consume the key.
  document.addEventListener('keydown', onKeyDown, { capture: true });
  return () => {
    lost.stop();
    document.removeEventListener('keydown', onKeyDown, { capture: true });
  };
}
