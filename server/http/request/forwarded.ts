/** Reads the header `Forwarded` (RFC 7239). */

/** What one proxy says of a request that it passed on. Names in lower case, values without quotes. */
export type ForwardedElement = Readonly<Partial<Record<string, string>>>;

const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

/** A pair with the separator before it. A quoted value may hold the separators. */
const PAIR = new RegExp(`^[ \\t]*(${TOKEN})=(?:(${TOKEN})|"((?:[^"\\\\]|\\\\.)*)")[ \\t]*(?=[;,]|$)`);

const SEPARATOR = /^[ \t]*([;,])/;

/**
 * The elements in the order of the proxies, the nearest to the client first.
 * @param lines values of the header
 * @returns undefined for a header that does not follow the RFC: nothing in it can be trusted then
 */
export function readForwarded(lines: readonly string[]): readonly ForwardedElement[] | undefined {
  const elements: Record<string, string>[] = [];
  let element: Record<string, string> = {};
  // Several lines are one list (RFC 9110, section 5.3).
  let rest = lines.join(',');
  for (;;) {
    const [whole = '', name, token, quoted] = PAIR.exec(rest) ?? [];
    if (name !== undefined) {
      const key = name.toLowerCase();
      if (Object.hasOwn(element, key)) return undefined;
      element[key] = token ?? quoted?.replace(/\\(.)/g, '$1') ?? '';
    }
    rest = rest.slice(whole.length);
    const [cut = '', separator] = SEPARATOR.exec(rest) ?? [];
    if (separator !== ';' && Object.keys(element).length > 0) {
      elements.push(element);
      element = {};
    }
    if (separator === undefined) return rest.trim() === '' ? elements : undefined;
    rest = rest.slice(cut.length);
  }
}
