/** Reads a terminal's buffer as text. */

/** The part of xterm's `IBuffer` that is used. */
export interface TextBuffer {
  readonly length: number;
  getLine(
    index: number,
  ): { readonly isWrapped: boolean; translateToString(trimRight: boolean): string } | undefined;
}

/**
 * The whole buffer including scrollback: wrapped lines are joined; blanks at the ends of lines and empty lines at the
 * end are dropped.
 */
export function bufferText(buffer: TextBuffer): string {
  const lines: string[] = [];
  for (let index = 0; index < buffer.length; index += 1) {
    const line = buffer.getLine(index);
    if (line === undefined) continue;
    // xterm's trimming drops only cells that were never written, such as one that a wide character did not fit into.
    const text = line.translateToString(true);
    if (line.isWrapped && lines.length > 0) lines[lines.length - 1] += text;
    else lines.push(text);
  }
  return lines
    .map((line) => line.trimEnd())
    .join('\n')
    .trimEnd();
}

/** The row of the last text, scrollback included; -1 for none. */
export function lastTextRow(buffer: TextBuffer): number {
  for (let index = buffer.length - 1; index >= 0; index -= 1) {
    if (buffer.getLine(index)?.translateToString(true).trimEnd()) return index;
  }
  return -1;
}
