/** Opens the palette from anywhere on the page. */

export const OPEN_EVENT = 'podshell:open-palette';

export type PaletteView = 'commands' | 'shortcuts';

/** Shows the command palette, or the list of shortcuts. */
export function openPalette(view: PaletteView = 'commands'): void {
  window.dispatchEvent(new CustomEvent<PaletteView>(OPEN_EVENT, { detail: view }));
}
