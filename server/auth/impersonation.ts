/** Whom Podshell may impersonate: a trusted proxy or an identity provider says who the user is, and this what of it counts. */

/** Names that Kubernetes keeps for itself: nodes, service accounts, `system:masters`. */
const RESERVED = 'system:';

/** Distinguished names of directories are far shorter. */
const MAX_LENGTH = 1024;

/**
 * The claimed groups that may be impersonated, each once, in the order in which they are claimed.
 * @param allowed PODSHELL_IMPERSONATE_GROUPS: whole names, or beginnings with `*` at the end
 */
export function impersonatedGroups(claimed: readonly string[], allowed: readonly string[]): string[] {
  const matches = allowed.map(matcherOf);
  const mayClaim = (group: string) => nameFault(group) === undefined && matches.some((match) => match(group));
  return [...new Set(claimed)].filter(mayClaim);
}

/**
 * Why no user or group of this name may be impersonated, as the end of a sentence about the name: "is empty"; undefined
 * if they may be.
 */
export function nameFault(name: string): string | undefined {
  if (name === '') return 'is empty';
  if (name.length > MAX_LENGTH) return `is longer than ${MAX_LENGTH} characters`;
  if (name.startsWith(RESERVED)) return `begins with ${RESERVED}, which Kubernetes reserves`;
  // The API server trims header values: " system:masters" would arrive as a reserved name.
  if (name !== name.trim()) return 'begins or ends with a space';
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(name)) return 'contains a control character';
  // UTF-8 writes every lone surrogate as U+FFFD, which would make two names one.
  if (!name.isWellFormed()) return 'is not valid Unicode';
  return undefined;
}

function matcherOf(pattern: string): (group: string) => boolean {
  if (!pattern.endsWith('*')) return (group) => group === pattern;
  const beginning = pattern.slice(0, -1);
  return (group) => group.startsWith(beginning);
}
