import { vi } from 'vitest';

/** Gives the document what happy-dom lacks: typing into the field that has the focus, as a browser does it for a script. */
export function playTyping(): void {
  document.execCommand = vi.fn((command: string, _showsUi?: boolean, text = '') => {
    const field = document.activeElement;
    if (!(field instanceof HTMLInputElement)) return false;
    field.value = command === 'delete' ? field.value.slice(0, -1) : field.value + text;
    return field.dispatchEvent(new Event('input', { bubbles: true }));
  });
}
