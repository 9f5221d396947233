/**
 * Limits hyperlinks (OSC 8). xterm has a marker for each line of each link, moves all markers with each new line, and
 * iterates over a link's lines for each of its characters. A link that is never closed, or very many links, would make
 * output slower and slower.
 */

import type { IDisposable, Terminal } from '@xterm/xterm';
import { coreOf } from './xterm-core.ts';

/** Lines of a link that are tracked. The link can be clicked while one of them is in the buffer. */
export const MAX_LINK_LINES = 32;

/** Links in screen and scrollback; further ones are plain text. */
export const MAX_LINKS = 5_000;

/** UTF-16 units of a link's parameters and address, similar to the limits of browsers and other terminals. */
export const MAX_LINK_LENGTH = 2_100;

/** xterm's id for no link. */
const NO_LINK = 0;

export function limitLinks(terminal: Terminal): IDisposable {
  const links = coreOf(terminal)._oscLinkService;
  const registerLink = links.registerLink.bind(links);
  const addLineToLink = links.addLineToLink.bind(links);
  links.registerLink = (data) =>
    data.uri.length + (data.id?.length ?? 0) > MAX_LINK_LENGTH || links._dataByLinkId.size >= MAX_LINKS
      ? NO_LINK
      : registerLink(data);
  links.addLineToLink = (linkId, line) => {
    const lines = links._dataByLinkId.get(linkId)?.lines.length ?? 0;
    if (lines < MAX_LINK_LINES) addLineToLink(linkId, line);
  };
  return {
    dispose() {
      links.registerLink = registerLink;
      links.addLineToLink = addLineToLink;
    },
  };
}
