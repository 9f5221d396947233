/**
 * What a pressed key is to text that is typed ahead of its field or terminal. Uses nothing from outside of it: the script
 * in the document's head has its source.
 *
 * @returns `'edit'` for Enter and Backspace; `'control'` for what only a terminal does with them: Tab, arrows, Ctrl+C, Ctrl+D
 * and Ctrl+U; null for keys that are no typing
 */
export function typedAs(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'getModifierState'>,
): 'character' | 'edit' | 'control' | null {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
  const isCommand = ctrlKey || metaKey || altKey;
  if (key.length === 1 && (!isCommand || event.getModifierState('AltGraph'))) return 'character';
  if (shiftKey) return null;
  if (!isCommand && (key === 'Enter' || key === 'Backspace')) return 'edit';
  if (!isCommand && (key === 'Tab' || key.startsWith('Arrow'))) return 'control';
  return ctrlKey && !metaKey && !altKey && /^[cdu]$/.test(key) ? 'control' : null;
}
