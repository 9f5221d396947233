/**
 * Keeps hyperlinks (OSC 8) cheap. xterm has a marker for each line of each link, moves all markers with each new line,
 * and for each character of a link goes through the lines of that link: a link that is never closed, or very many of
 * them, would make output slower and slower.
 */

import type { IDisposable, Terminal } from '@xterm/xterm';
import { coreOf } from './xterm-core.ts';

/** Lines after which a link need not be known: it can be clicked on as long as one of these is kept. */
export const MAX_LINK_LINES = 32;

/** Links in screen and scrollback; text of further ones is plain. */
export const MAX_LINKS = 5_000;

/** UTF-16 units of a link's parameters and address. Browsers take about so much, and other terminals do, too. */
export const MAX_LINK_LENGTH = 2_100;

/** xterm's number for no link. */
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
