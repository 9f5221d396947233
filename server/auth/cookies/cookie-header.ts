/** Reads the Cookie header (RFC 6265bis, section 5.8.3). */

/**
 * The cookies of a request by name. Of several with one name the first counts: browsers send the one with the longest
 * path first.
 * @param lines the values of the Cookie header; HTTP/2 proxies may split it
 */
export function readCookies(lines: readonly string[] = []): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>();
  for (const pair of lines.flatMap((line) => line.split(';'))) {
    const cut = pair.indexOf('=');
    const name = pair.slice(0, Math.max(cut, 0)).trim();
    if (name !== '' && !cookies.has(name)) cookies.set(name, pair.slice(cut + 1).trim());
  }
  return cookies;
}
