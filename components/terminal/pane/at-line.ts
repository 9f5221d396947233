import type { XtermScreen } from '../screen/xterm-screen.ts';

/** What tells whether a line is edited at the screen's cursor. */
export type LineScreen = Pick<XtermScreen, 'takesPastesWhole'> & {
  readonly marks: { readonly heard: { readonly isNormal: boolean } };
};

/** True if a prompt reads a line of its own: it takes pastes whole, and no program fills the screen. Ctrl+C empties the line. */
export function isAtLine(screen: LineScreen | null): boolean {
  return screen?.takesPastesWhole === true && screen.marks.heard.isNormal;
}
