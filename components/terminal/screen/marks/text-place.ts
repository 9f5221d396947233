/** Places in a terminal's text that stay where they are when the window's width changes and lines wrap anew. */

import type { IMarker, Terminal } from '@xterm/xterm';
import type { MarkedScreen, Place } from './command-log.ts';

/** The part of xterm's terminal that is used. */
export type MarkableTerminal = Pick<Terminal, 'registerMarker' | 'cols' | 'buffer'>;

/** So many cells after the start of a line, where wrapped lines are one. */
export interface TextPlace extends Place {
  readonly marker: IMarker;
  readonly cells: number;
}

/** How far back the start of a wrapped line is looked for. Rows. */
const MOST_ROWS = 500;

export class MarkedText implements MarkedScreen<TextPlace> {
  readonly #terminal: MarkableTerminal;

  constructor(terminal: MarkableTerminal) {
    this.#terminal = terminal;
  }

  here(): TextPlace {
    const { baseY, cursorX, cursorY } = this.#terminal.buffer.normal;
    const row = baseY + cursorY;
    const start = this.#startOf(row);
    return this.#placeAt(start, (row - start) * this.#terminal.cols + cursorX);
  }

  lineStart(above = false): TextPlace {
    const { baseY, cursorY } = this.#terminal.buffer.normal;
    return this.#placeAt(this.#startOf(Math.max(0, baseY + cursorY - (above ? 1 : 0))), 0);
  }

  textBetween(from: TextPlace, to: TextPlace): string | undefined {
    if (from.isLost || to.isLost) return undefined;
    return this.read(from.marker.line, from.cells, to);
  }

  /** The text from a row of the buffer, and a cell of its line, to a place. Lines are joined as they were printed. */
  read(firstRow: number, cells: number, to: TextPlace): string {
    const { buffer, cols } = this.#terminal;
    const last = to.marker.line + Math.floor(to.cells / cols);
    const lines: string[] = [];
    for (
      let row = firstRow + Math.floor(cells / cols), isFirst = true;
      row <= last;
      row += 1, isFirst = false
    ) {
      const line = buffer.normal.getLine(row);
      if (line === undefined) break;
      const text = line.translateToString(
        true,
        isFirst ? cells % cols : 0,
        row === last ? to.cells % cols : cols,
      );
      if (line.isWrapped && !isFirst) lines[lines.length - 1] += text;
      else lines.push(text);
    }
    return lines.join('\n');
  }

  /** Row of the buffer, and column. */
  rowOf({ marker, cells }: TextPlace): { readonly row: number; readonly col: number } {
    const { cols } = this.#terminal;
    return { row: marker.line + Math.floor(cells / cols), col: cells % cols };
  }

  /** The cursor is at the start of a line that follows a full one. */
  get isAfterFullRow(): boolean {
    const { normal } = this.#terminal.buffer;
    const last = normal.getLine(normal.baseY + normal.cursorY - 1)?.getCell(this.#terminal.cols - 1);
    return last !== undefined && (last.getChars() !== '' || last.getWidth() === 0);
  }

  #startOf(row: number): number {
    const { normal } = this.#terminal.buffer;
    let start = row;
    while (start > Math.max(0, row - MOST_ROWS) && normal.getLine(start)?.isWrapped === true) start -= 1;
    return start;
  }

  #placeAt(row: number, cells: number): TextPlace {
    const { baseY, cursorY } = this.#terminal.buffer.normal;
    const marker = this.#terminal.registerMarker(row - baseY - cursorY);
    return {
      marker,
      cells,
      get isLost() {
        return marker.isDisposed || marker.line < 0;
      },
      forget: () => marker.dispose(),
    };
  }
}
