/** Reads a terminal's buffer as text, for automation. */

/** The part of xterm's `IBuffer` that is read. */
export interface TextBuffer {
  readonly length: number;
  getLine(
    index: number,
  ): { readonly isWrapped: boolean; translateToString(trimRight: boolean): string } | undefined;
}

/**
 * The whole buffer, scrollback included: wrapped lines joined, no blanks at the ends of lines, no blank lines at the
 * end of the text.
 */
export function bufferText(buffer: TextBuffer): string {
  const lines: string[] = [];
  for (let index = 0; index < buffer.length; index += 1) {
    const line = buffer.getLine(index);
    if (line === undefined) continue;
    // Trimming drops only cells that were never written, such as the one that a wide character left free.
    const text = line.translateToString(true);
    if (line.isWrapped && lines.length > 0) lines[lines.length - 1] += text;
    else lines.push(text);
  }
  return lines
    .map((line) => line.trimEnd())
    .join('\n')
    .trimEnd();
}
