/** Where a link of the output may lead. What a program prints must not make the browser do something else. */

export type LinkTarget =
  | {
      readonly kind: 'allowed';
      readonly address: string;
      /** Its host, or whom a letter goes to: what a user should look at. */
      readonly place: string;
    }
  | { readonly kind: 'refused'; readonly address: string };

/** An address that the text itself shows: the web only, and no name before the host, which would look like one. */
export function shownTarget(address: string): LinkTarget {
  const url = parse(address);
  return url !== null && isWeb(url) ? allowed(url, url.host) : { kind: 'refused', address };
}

/**
 * The address behind a text (OSC 8), which may say anything: the web and letters, and nothing of ours, where a click
 * could act in the user's name.
 * @param ownOrigin of this page
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
