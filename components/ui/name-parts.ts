/** A name in three parts, of which only the outer two may be cut where room is short. Joined, they are the name. */
export interface NameParts {
  readonly start: string;
  /** What tells it from others with the same start. '' for a short name */
  readonly end: string;
  /** What follows the name, for instance a container. */
  readonly rest: string;
}

/** Names up to this length are seldom cut. Characters. */
const SHORT = 20;

/** Characters at the end that stay in sight: a Deployment names its pods with a hyphen and 5 random ones. */
const END = 6;

/** Divides a text that begins with a name. */
export function nameParts(text: string): NameParts {
  const space = text.indexOf(' ');
  const length = space === -1 ? text.length : space;
  if (length <= SHORT) return { start: text, end: '', rest: '' };
  const cut = length - END;
  return { start: text.slice(0, cut), end: text.slice(cut, length), rest: text.slice(length) };
}
