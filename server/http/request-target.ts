/** The path of a request, read once and in one way, so that no two readers disagree about it. */

/** A path as sent, and as compared: percent-decoded, with dot segments and empty segments resolved. */
export interface RequestTarget {
  readonly pathname: string;
  readonly segments: readonly string[];
}

/** More rounds of percent-encoding than this are an attack, not a name. */
const MAX_DECODINGS = 3;

/**
 * Reads the request line's target. Undefined when it is not a plain absolute path: an absolute URL (which would
 * name another server), `*`, a path that begins with two slashes, one with a backslash or a control character,
 * or one whose percent-encoding is broken.
 */
export function readTarget(url: string | undefined): RequestTarget | undefined {
  const pathname = url?.split(/[?#]/, 1)[0] ?? '';
  if (!pathname.startsWith('/') || pathname.startsWith('//')) return undefined;
  const decoded = decodeFully(pathname);
  if (decoded === undefined || hasForbiddenCharacter(decoded)) return undefined;
  return { pathname, segments: resolveSegments(decoded) };
}

/** True when the path, as sent, is `prefix` or lies under it. */
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
      // A lone percent sign that an earlier round uncovered is part of the name.
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
