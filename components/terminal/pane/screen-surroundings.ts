/** What the page around a screen has for it. */
export interface ScreenSurroundings {
  /** Id of the element that describes the keys. */
  readonly describedBy: string;
  /** The screen takes the focus as soon as it is mounted. */
  readonly takesFocus: boolean;
  /** Called when the user presses the key that leaves the terminal. */
  readonly onLeave: () => void;
}
