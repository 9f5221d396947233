/** What is shown of one terminal, as React renders it. */

import type { ShellPlace } from '#components/addresses/shell-place.ts';
import type { RecordedAs } from '#protocol/messages.ts';
import type { ViewersMessage } from '#protocol/viewing-messages.ts';
import type { AttachedTo, ConnectionState } from '../connection/connection-state.ts';
import type { ShownPart } from '../connection/input/paste-progress.ts';
import type { ScreenSize } from '../connection/ports.ts';
import type { LinkTarget } from '../screen/programs/link-target.ts';
import type { ScreenSearch } from '../screen/screen-search.ts';
import type { PastePreview } from '../screen/text/paste-check.ts';
import type { ShownNotice } from './notices.ts';

/** A link under the pointer, or one that the user clicked and must confirm. */
export interface PointedLink {
  readonly target: LinkTarget;
  readonly asks: boolean;
}

/** The link under the pointer from now on. A question stays until it is answered. @param target null: none */
export function pointedLink(target: LinkTarget | null, now: PointedLink | null): PointedLink | null {
  if (now?.asks === true) return now;
  return target === null ? null : { target, asks: false };
}

/** What React renders. Immutable: each change creates a new object. */
export interface PaneView {
  readonly state: ConnectionState;
  /** Nothing answers what the user types, though the connection is open. */
  readonly isQuiet: boolean;
  /** The container's name; '' until known. */
  readonly container: string;
  /** The container's main process, for a session that is attached to it; null for a shell of its own. */
  readonly attached: AttachedTo | null;
  /** How the server records what the shell prints; null: not at all, as far as it is known. */
  readonly recording: RecordedAs | null;
  /** What runs, for instance `bash`; '' until known. */
  readonly shell: string;
  /** The title that the program has set, as one line of plain text; '' without one. */
  readonly title: string;
  readonly notices: readonly ShownNotice[];
  /** CSS colour behind the screen; '' until the screen is mounted. */
  readonly background: string;
  /** A paste that waits for confirmation; null if none does. */
  readonly pasteQuestion: PastePreview | null;
  /** A paste that takes long; null: none. */
  readonly pasting: ShownPart | null;
  /** A link whose text may not show its address; null: none. */
  readonly link: PointedLink | null;
  /** Text that a program wants to write to the clipboard, pending the user's consent; null: none. */
  readonly clipboardQuestion: string | null;
  /** The user chooses another shell for this terminal. */
  readonly asksForShell: boolean;
  /** The user looks at the links to this shell, and at who watches it. */
  readonly asksToShare: boolean;
  /** True if the bell rang while the terminal did not have the focus. */
  readonly bell: boolean;
  /** A program runs in the shell, as far as the screen shows. False without a shell. */
  readonly isBusy: boolean;
  /** The user has typed or pasted here since the page was loaded. */
  readonly hasTyped: boolean;
  /** The size of the owner's window, for somebody else's shell; null until it is known, and for one's own. */
  readonly ownerSize: ScreenSize | null;
  /** Whether the shell marks its commands, and whether the user wants to see that here. */
  readonly marks: 'none' | 'shown' | 'hidden';
  /** Who watches, and who has the keyboard; null until the server tells. */
  readonly viewers: ViewersMessage | null;
  /** The open search; `asked` counts how often the user opened it. Null: none. */
  readonly search: { readonly screen: ScreenSearch; readonly asked: number } | null;
}

/** True if nothing has to be rendered anew. */
export function isSameView(view: PaneView, other: PaneView): boolean {
  return (Object.keys(view) as (keyof PaneView)[]).every((key) => view[key] === other[key]);
}

/** Until the server tells: keys that are typed now are sent to it later, so it may be what a Ctrl+C would stop. */
const NOT_KNOWN_YET: AttachedTo = { terminal: true, input: true, debug: false };

/** The view before there is a pane, as on the server. */
export function initialView(place: ShellPlace): PaneView {
  const state = { kind: 'connecting', container: '' } as const;
  return {
    state,
    isQuiet: false,
    container: place.container ?? '',
    attached: place.attach ? NOT_KNOWN_YET : null,
    recording: null,
    shell: '',
    title: '',
    notices: [],
    background: '',
    pasteQuestion: null,
    pasting: null,
    link: null,
    clipboardQuestion: null,
    asksForShell: false,
    asksToShare: false,
    bell: false,
    isBusy: false,
    hasTyped: false,
    marks: 'none',
    viewers: null,
    ownerSize: null,
    search: null,
  };
}
