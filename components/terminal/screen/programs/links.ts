/** Links of a terminal: addresses in the text, and OSC 8 links, whose text can differ from the address. */

import { WebLinksAddon } from '@xterm/addon-web-links';
import type { Terminal } from '@xterm/xterm';
import { LINK_PATTERN } from './link-pattern.ts';
import { hiddenTarget, type LinkTarget, shownTarget } from './link-target.ts';

export interface LinkListener {
  /** The pointer is on an OSC 8 link; null: it has left it. */
  readonly onPoint: (target: LinkTarget | null) => void;
  /** The user clicked an OSC 8 link without the key that opens it directly. */
  readonly onAsk: (target: LinkTarget) => void;
}

/** @param isMac true: Cmd in place of Ctrl */
export function followLinks(terminal: Terminal, isMac: boolean, { onPoint, onAsk }: LinkListener): void {
  const targetOf = (address: string) => hiddenTarget(address, window.location.origin);
  terminal.loadAddon(
    new WebLinksAddon((_event, address) => openLink(shownTarget(address)), { urlRegex: LINK_PATTERN }),
  );
  terminal.options.linkHandler = {
    // Let xterm report every scheme: this module decides what may be opened, and the user also sees the other addresses.
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

/** Opens an allowed target in a new tab without opener and referrer. */
export function openLink(target: LinkTarget): void {
  if (target.kind === 'allowed') window.open(target.address, '_blank', 'noopener,noreferrer');
}
