/** Parses the path of a request once, so that all checks see the same path. */

/** A path as sent, and its segments for comparison: percent-decoded, without dot and empty segments. */
export interface RequestTarget {
  readonly pathname: string;
  readonly segments: readonly string[];
}

/** A path that is still encoded after this many rounds is an attack. */
const MAX_DECODINGS = 3;

/**
 * Parses the target of a request line. Undefined unless it is a plain absolute path. Refused are absolute URLs (which
 * name another server), `*`, a path that begins with two slashes, contains a backslash or a control character, or
 * has broken percent-encoding.
 */
export function readTarget(url: string | undefined): RequestTarget | undefined {
  const pathname = url?.split(/[?#]/, 1)[0] ?? '';
  if (!pathname.startsWith('/') || pathname.startsWith('//')) return undefined;
  const decoded = decodeFully(pathname);
  if (decoded === undefined || hasForbiddenCharacter(decoded)) return undefined;
  return { pathname, segments: resolveSegments(decoded) };
}

/** True if the path, as sent, is `prefix` or below it. */
export function isUnder(pathname: string, prefix: string): boolean {
  return pathname === prefix || pathname.startsWith(`${prefix}/`);
}

function decodeFully(pathname: string): string | undefined {
  let current = pathname;
  for (let round = 0; round < MAX_DECODINGS; round += 1) {
    let next: string;
    try {
      next = decodeURIComponent(current);
    } catch {
      // After the first round a lone percent sign is part of the name.
      return round === 0 ? undefined : current;
    }
    if (next === current) return current;
    current = next;
  }
  return undefined;
}

function hasForbiddenCharacter(path: string): boolean {
  for (const character of path) {
    if (character === '\\' || character < ' ' || character === '\u007f') return true;
  }
  return false;
}

function resolveSegments(path: string): string[] {
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return segments;
}
