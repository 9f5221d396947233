/** Links of a terminal: addresses in the text, and those behind a text (OSC 8), which a program can make say anything. */

import { WebLinksAddon } from '@xterm/addon-web-links';
import type { Terminal } from '@xterm/xterm';
import { LINK_PATTERN } from './link-pattern.ts';
import { hiddenTarget, type LinkTarget, shownTarget } from './link-target.ts';

export interface LinkListener {
  /** The pointer is on a text with an address behind it; null: no longer. */
  readonly onPoint: (target: LinkTarget | null) => void;
  /** The user has clicked on it, and nothing tells that they know where it leads. */
  readonly onAsk: (target: LinkTarget) => void;
}

/** @param isMac there Cmd is what Ctrl is elsewhere */
export function followLinks(terminal: Terminal, isMac: boolean, { onPoint, onAsk }: LinkListener): void {
  const targetOf = (address: string) => hiddenTarget(address, window.location.origin);
  terminal.loadAddon(
    new WebLinksAddon((_event, address) => openLink(shownTarget(address)), { urlRegex: LINK_PATTERN }),
  );
  terminal.options.linkHandler = {
    // What may be opened is for us to say, and the user sees the rest, too.
    allowNonHttpProtocols: true,
    activate(event, address) {
      const target = targetOf(address);
      if (isMac ? event.metaKey : event.ctrlKey) openLink(target);
      else onAsk(target);
    },
    hover: (_event, address) => onPoint(targetOf(address)),
    leave: () => onPoint(null),
  };
}

/** Opens an allowed target in a tab that knows nothing of this one. */
export function openLink(target: LinkTarget): void {
  if (target.kind === 'allowed') window.open(target.address, '_blank', 'noopener,noreferrer');
}
