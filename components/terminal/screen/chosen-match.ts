/** Marks the active match of a search. The search addon also selects it, and a selection hides its decoration. */

import type { IDecoration, IMarker, Terminal } from '@xterm/xterm';
import type { TerminalPalette } from './look/ansi-colors.ts';

export class ChosenMatch {
  readonly #terminal: Terminal;
  #marks: readonly { readonly marker: IMarker; readonly decoration: IDecoration | undefined }[] = [];

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  /** Marks the selection and removes the previous mark. */
  mark({ activeMatchBackground, activeMatchForeground }: TerminalPalette): void {
    this.clear();
    const { cols, buffer } = this.#terminal;
    const selected = this.#terminal.getSelectionPosition();
    if (selected === undefined) return;
    const { start, end } = selected;
    const cursorRow = buffer.active.baseY + buffer.active.cursorY;
    const rows = Array.from({ length: end.y - start.y + 1 }, (_, index) => start.y + index);
    this.#marks = rows.map((row) => {
      const x = row === start.y ? start.x : 0;
      const marker = this.#terminal.registerMarker(row - cursorRow);
      const decoration = this.#terminal.registerDecoration({
        marker,
        x,
        width: (row === end.y ? end.x : cols) - x,
        backgroundColor: activeMatchBackground,
        foregroundColor: activeMatchForeground,
        layer: 'top',
        overviewRulerOptions: { color: activeMatchBackground, position: 'full' },
      });
      return { marker, decoration };
    });
  }

  clear(): void {
    for (const { marker, decoration } of this.#marks) {
      decoration?.dispose();
      marker.dispose();
    }
    this.#marks = [];
  }
}
