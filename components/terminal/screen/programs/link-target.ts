/** Decides which addresses of links in the output may be opened. */

export type LinkTarget =
  | {
      readonly kind: 'allowed';
      readonly address: string;
      /** The host, or the recipient of a mail: what the user should check. */
      readonly place: string;
    }
  | { readonly kind: 'refused'; readonly address: string };

/** An address in the text itself: only http(s), and no user name, which could look like a host. */
export function shownTarget(address: string): LinkTarget {
  const url = parse(address);
  return url !== null && isWeb(url) ? allowed(url, url.host) : { kind: 'refused', address };
}

/**
 * The address of an OSC 8 link, whose text may differ: http(s) and mailto, but not this origin, where a click could act
 * in the user's name.
 * @param ownOrigin origin of this page
 */
export function hiddenTarget(address: string, ownOrigin: string): LinkTarget {
  const url = parse(address);
  if (url?.protocol === 'mailto:') return allowed(url, decoded(url.pathname));
  const isOpen = url !== null && isWeb(url) && url.origin !== ownOrigin;
  return isOpen ? allowed(url, url.host) : { kind: 'refused', address };
}

function allowed({ href }: URL, place: string): LinkTarget {
  return { kind: 'allowed', address: href, place };
}

function isWeb({ protocol, username, password }: URL): boolean {
  return (protocol === 'https:' || protocol === 'http:') && username === '' && password === '';
}

function parse(address: string): URL | null {
  return URL.canParse(address) ? new URL(address) : null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
