/** Tells what a terminal sends by itself from what its user types. */

/**
 * Answers to a program's questions, reports of the focus, and of a mouse that only moves or turns its wheel: cursor position,
 * device attributes, status, modes, window, colors and other strings (xterm control sequences, "Device-Status" and others).
 */
const REPORT = new RegExp(
  `^(?:${[
    // Answers that are control sequences.
    String.raw`\x1b\[[?>=]?[\d;:]*(?:\$y|[Rcntxu])`,
    // The focus came or went.
    String.raw`\x1b\[[IO]`,
    // A mouse that moves or turns its wheel, and a button that is let go.
    String.raw`\x1b\[<(?:3[2-9]|[4-9]\d|\d{3,})(?:;\d+){2}[Mm]`,
    String.raw`\x1b\[<\d+(?:;\d+){2}m`,
    // The same in the old form.
    String.raw`\x1b\[M[\x23\x40-\xff][\s\S]{2}`,
    // Answers that are strings.
    String.raw`\x1b[\]P_^X][\s\S]*?(?:\x07|\x1b\\)`,
  ].join('|')})+$`,
);

/** True for input that no key and no click has made. Not told apart: Shift+F3 looks like a report of the cursor. */
export function isTerminalReport(text: string): boolean {
  return REPORT.test(text);
}
