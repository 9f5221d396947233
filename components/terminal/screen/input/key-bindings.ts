/** Keys that are not sent to the shell. */

import type { Platform } from '#components/keys/platform.ts';
import { type PressedKey, pressedKey } from '#components/keys/pressed-key.ts';

/** What to do with a key: send it to the shell, run an action, or leave it to the browser. */
export type KeyAction = 'type' | 'copy' | 'leave' | 'search' | 'restart' | 'browser' | CommandJump;

/** Scrolls to another prompt, where the shell marks them; else the key is the shell's. */
export type CommandJump = 'previous-command' | 'next-command';

/** The key that leaves the terminal, as shown to users. Browsers do not use it, and shells cannot see its Shift. */
export const LEAVE_KEY = 'Ctrl+Shift+E';

/** The keys that open the search, as shown to users. */
export const SEARCH_KEY = 'Ctrl+Shift+F';
export const SEARCH_KEY_MAC = '⌘F';

export type KeyStroke = PressedKey &
  Pick<KeyboardEvent, 'type' | 'ctrlKey' | 'altKey' | 'metaKey' | 'repeat'>;

export interface TerminalSituation {
  readonly platform: Platform;
  readonly hasSelection: boolean;
  /** False after the shell has ended, or if there never was one. */
  readonly hasShell: boolean;
}

/**
 * Follows the platform's conventions. Ctrl+C copies a selection and interrupts otherwise; on macOS it always interrupts.
 * Ctrl+Shift+C and Ctrl+Shift+V copy and paste; on macOS, Cmd+C and Cmd+V do. Ctrl+V pastes on Windows and is sent to the
 * shell elsewhere.
 */
export function actionFor(
  stroke: KeyStroke,
  { platform, hasSelection, hasShell }: TerminalSituation,
): KeyAction {
  if (stroke.type !== 'keydown' || stroke.altKey) return 'type';
  const key = pressedKey(stroke);
  // Without a shell, Tab moves the focus on to the buttons.
  if (key === 'tab' && !hasShell) return 'browser';
  if (stroke.metaKey) {
    if (platform !== 'mac' || stroke.ctrlKey) return 'type';
    // Cmd+Shift+V pastes plain text; Cmd+Shift+C and Cmd+Shift+F are the browser's.
    if (key === 'v') return 'browser';
    if (stroke.shiftKey) return 'type';
    if (key === 'f') return 'search';
    if (key === 'arrowup') return 'previous-command';
    if (key === 'arrowdown') return 'next-command';
    return key === 'c' ? 'browser' : 'type';
  }
  if (!stroke.ctrlKey) {
    // A key that is held down was meant for the shell that has just ended.
    return key === 'enter' && !hasShell && !stroke.shiftKey && !stroke.repeat ? 'restart' : 'type';
  }
  if (stroke.shiftKey) {
    if (key === 'e') return 'leave';
    if (platform === 'mac') return 'type';
    if (key === 'c') return 'copy';
    if (key === 'f') return 'search';
    if (key === 'arrowup') return 'previous-command';
    if (key === 'arrowdown') return 'next-command';
    return key === 'v' ? 'browser' : 'type';
  }
  if (key === 'c' && hasSelection && platform !== 'mac') return 'copy';
  return key === 'v' && platform === 'windows' ? 'browser' : 'type';
}
