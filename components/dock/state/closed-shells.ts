/** Shells whose panes were closed while something was running in them. Stored across reloads, like the dock. */

import type { ShellPlace } from '#components/addresses/shell-place.ts';
import type { KeptSession } from '#components/terminal/connection/ports.ts';

export interface ClosedShell {
  /** The id that its pane had. */
  readonly id: string;
  readonly place: ShellPlace;
  /** '' if it was not known. */
  readonly container: string;
  readonly kept: KeptSession;
}

/** A closed shell that can be opened again for a while. */
export interface KeptShell extends ClosedShell {
  /** The server keeps it until then. Milliseconds, on the browser's clock. */
  readonly until: number;
}

/** Those that the server still keeps. A clock that was set back does not keep them longer. */
export function stillKept(shells: readonly KeptShell[], now: number, keptMs: number): readonly KeptShell[] {
  return shells
    .map((shell) => ({ ...shell, until: Math.min(shell.until, now + keptMs) }))
    .filter(({ until }) => until > now);
}
