import { expect, test } from 'vitest';
import { stepOf } from '#components/actions/shortcuts.ts';
import type { Platform } from '#components/keys/platform.ts';
import { actionFor } from '../screen/input/key-bindings.ts';
import { terminalCatalog } from '../words/catalog.ts';
import { terminalKeys } from './terminal-keys.ts';

const KEYS = [
  ...'abcdefghijklmnopqrstuvwxyz0123456789,.<>/?',
  'Enter',
  'Tab',
  'Escape',
  'Backspace',
  'Delete',
];

/** Every key that does not go to the shell in some situation. */
function keysTaken(platform: Platform): Set<string | undefined> {
  const taken = new Set<string | undefined>();
  for (const key of KEYS) {
    for (let modifiers = 0; modifiers < 16; modifiers += 1) {
      const press = {
        type: 'keydown',
        key,
        code: '',
        repeat: false,
        ctrlKey: (modifiers & 1) > 0,
        shiftKey: (modifiers & 2) > 0,
        altKey: (modifiers & 4) > 0,
        metaKey: (modifiers & 8) > 0,
      };
      // With these the browser or the system switches tabs or windows.
      if (key === 'Tab' && (modifiers & 13) > 0) continue;
      for (const hasShell of [true, false]) {
        for (const hasSelection of [true, false]) {
          const action = actionFor(press, { platform, hasSelection, hasShell });
          if (action !== 'type') taken.add(stepOf(press, platform));
        }
      }
    }
  }
  return taken;
}

test.each<Platform>(['mac', 'windows', 'other'])(
  'the list has exactly the keys that a terminal takes on %s',
  (platform) => {
    const listed = terminalKeys(terminalCatalog.en, platform)
      .filter(({ inTerminal }) => inTerminal === true)
      .flatMap(({ shortcut = '', also = [] }) => [shortcut, ...also]);
    expect(new Set(listed).size).toBe(listed.length);
    expect([...keysTaken(platform)].sort()).toEqual(listed.sort());
  },
);
