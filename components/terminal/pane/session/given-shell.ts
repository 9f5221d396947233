/** The shell that was chosen for a pane before its terminal was there. Apart, since every page holds it. */

/** By the pane's id. */
const given = new Map<string, string>();

/** Chooses for a pane that is about to be opened. @param shell a name, a path or a command; '' for the default */
export function giveShell(paneId: string, shell: string): void {
  given.set(paneId, shell);
}

/** Undefined: nothing was chosen. */
export function givenShell(paneId: string): string | undefined {
  return given.get(paneId);
}
