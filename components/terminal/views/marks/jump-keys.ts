import type { Shortcut } from '#components/actions/shortcuts.ts';
import type { Platform } from '#components/keys/platform.ts';

/** The keys that go from prompt to prompt, as `actionFor` in `key-bindings.ts` reads them. */
export function jumpKeys(platform: Platform): { readonly previous: Shortcut; readonly next: Shortcut } {
  const keys = platform === 'mac' ? 'mod' : 'mod+shift';
  return { previous: `${keys}+arrowup`, next: `${keys}+arrowdown` };
}
