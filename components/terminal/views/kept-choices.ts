import { USER_KEYS } from '#components/addresses/kept-for-user.ts';
import type { ShellPlace } from '#components/addresses/shell-place.ts';
import { createKeptText } from '#components/ui/use-kept-text.ts';
import { askAhead } from '../pane/session/ahead-shell.ts';

/** The shells that the user chose in this browser, by image. */
export const keptChoices = createKeptText(USER_KEYS.shells);

/** Asks for the shell of a terminal that is about to be mounted. See {@link askAhead}. */
export function askShellAhead(paneId: string, place: ShellPlace): void {
  askAhead(paneId, place, keptChoices);
}
