/**
 * What a pressed key is to text that is typed ahead of its field or terminal. Uses nothing from outside of it: the script
 * in the document's head has its source.
 *
 * @returns `'edit'` for Enter and Backspace; `'move'` for keys that move in a field, its list or a terminal, and Delete;
 * `'second'` for Enter with Ctrl or Cmd; `'control'` for what only a terminal does with them: Ctrl+C, Ctrl+D and Ctrl+U;
 * null for keys that are no typing
 */
export function typedAs(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'getModifierState'>,
): 'character' | 'edit' | 'move' | 'second' | 'control' | null {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
  const isCommand = ctrlKey || metaKey || altKey;
  if (key.length === 1 && (!isCommand || event.getModifierState('AltGraph'))) return 'character';
  if (shiftKey) return null;
  if (isCommand) {
    if (altKey) return null;
    if (key === 'Enter') return 'second';
    return ctrlKey && !metaKey && /^[cdu]$/.test(key) ? 'control' : null;
  }
  if (key === 'Enter' || key === 'Backspace') return 'edit';
  return /^(Tab|Arrow.*|Home|End|Delete|Page.*)$/.test(key) ? 'move' : null;
}
