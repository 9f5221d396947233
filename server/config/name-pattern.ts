/** Patterns of names, where `*` stands for any characters. */

/** The pieces between the asterisks, each found behind the one before: no pattern takes longer than the name is. */
export function matchesPattern(pattern: string, name: string): boolean {
  const [first = '', ...others] = pattern.split('*');
  const last = others.pop();
  if (last === undefined) return pattern === name;
  let at = first.length;
  if (!name.startsWith(first)) return false;
  for (const piece of others) {
    const found = name.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return name.length - last.length >= at && name.endsWith(last);
}
