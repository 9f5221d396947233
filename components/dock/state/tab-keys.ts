/** Keys while a dock tab has the focus. Inside a terminal, keys go to the shell. */

export type TabCommand =
  | { readonly kind: 'show' | 'enter' | 'close' | 'rename' | 'duplicate' }
  /** Closes the tabs but this one, or those to the right of it. */
  | { readonly kind: 'close-others' | 'close-right' }
  /** Moves its terminals into the active tab, or the active terminal out of this tab into one of its own. */
  | { readonly kind: 'join' | 'separate' }
  /** Shows another tab. @property to its index */
  | { readonly kind: 'go'; readonly to: number }
  /** Moves this tab. @property to its new index */
  | { readonly kind: 'move'; readonly to: number };

export type TabStroke = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey'>;

/** The key that opens a tab's menu. Browsers on macOS open none by themselves. */
export function isMenuKey({ key, ctrlKey, shiftKey, altKey, metaKey }: TabStroke): boolean {
  return key === 'F10' && shiftKey && !ctrlKey && !altKey && !metaKey;
}

/**
 * @param index index of the focused tab
 * @param count number of tabs
 * @returns null if the key has no meaning here
 */
export function tabCommandFor(stroke: TabStroke, index: number, count: number): TabCommand | null {
  const { key, ctrlKey, shiftKey, altKey, metaKey } = stroke;
  if (ctrlKey || altKey || metaKey) return null;
  // Not with Ctrl: macOS switches between desktops by that.
  if (shiftKey) {
    if (key === 'ArrowLeft' && index > 0) return { kind: 'move', to: index - 1 };
    return key === 'ArrowRight' && index < count - 1 ? { kind: 'move', to: index + 1 } : null;
  }
  switch (key) {
    case 'ArrowLeft':
      return { kind: 'go', to: (index + count - 1) % count };
    case 'ArrowRight':
      return { kind: 'go', to: (index + 1) % count };
    case 'Home':
      return { kind: 'go', to: 0 };
    case 'End':
      return { kind: 'go', to: count - 1 };
    case 'Enter':
    case ' ':
    case 'ArrowDown':
      return { kind: 'enter' };
    case 'Delete':
      return { kind: 'close' };
    case 'F2':
      return { kind: 'rename' };
    default:
      return null;
  }
}
