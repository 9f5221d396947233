/** Markers of a recording at which a command of its shell begins. docs/command-marks.md */

const LABEL = /^podshell: command \d+$/;

/** @param nth counts the commands of a recording from 1 */
export function commandMarker(nth: number): string {
  return `podshell: command ${nth}`;
}

/** True for the label of such a marker. */
export function isCommandMarker(label: string): boolean {
  return LABEL.test(label);
}
