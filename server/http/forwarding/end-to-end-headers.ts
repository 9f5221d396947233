/** Which header lines go on to the next hop (RFC 9110, section 7.6.1). */

/** Of one connection, whether its `Connection` names them or not. Trailers are not passed on, so nobody announces them. */
const OF_ONE_HOP: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/**
 * The lines that both ends of a chain of connections share, in their order, repeated ones too.
 * @param raw name, value, name, value, as Node's `rawHeaders`
 */
export function endToEndHeaders(raw: readonly string[]): readonly (readonly [name: string, value: string])[] {
  const lines = pairsOf(raw);
  const dropped = new Set(OF_ONE_HOP);
  for (const [name, value] of lines) {
    if (name.toLowerCase() !== 'connection') continue;
    for (const option of value.split(',')) dropped.add(option.trim().toLowerCase());
  }
  return lines.filter(([name]) => !dropped.has(name.toLowerCase()));
}

function pairsOf(raw: readonly string[]): (readonly [string, string])[] {
  const pairs: (readonly [string, string])[] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) pairs.push([raw[at] ?? '', raw[at + 1] ?? '']);
  return pairs;
}
