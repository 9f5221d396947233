/** Where a stream of UTF-8 may be cut (RFC 3629), so that no character is ever decoded in two halves. */

/** Length of the longest prefix that does not end inside a character. Bytes that are not UTF-8 count as whole. */
export function wholeCharacters(bytes: Uint8Array): number {
  const end = bytes.length;
  for (let back = 1; back <= 3 && back <= end; back += 1) {
    const byte = bytes[end - back] ?? 0;
    if (isContinuation(byte)) continue;
    return sequenceLength(byte) > back ? end - back : end;
  }
  return end;
}

/** Length of what belongs to a character that began before the first byte: 0 to 3. */
export function leadingContinuations(bytes: Uint8Array): number {
  let count = 0;
  while (count < 3 && count < bytes.length && isContinuation(bytes[count] ?? 0)) count += 1;
  return count;
}

/**
 * Bytes of the character that begins at an index; negative for bytes that are none, which a decoder turns into one
 * U+FFFD together (Unicode 16, section 3.9, "maximal subpart"; so do browsers).
 */
export function characterLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  const length = sequenceLength(lead);
  if (length === 1) return lead < 0x80 ? 1 : -1;
  if (!isSecond(lead, bytes[at + 1] ?? 0)) return -1;
  for (let seen = 2; seen < length; seen += 1) if (!isContinuation(bytes[at + seen] ?? 0)) return -seen;
  return length;
}

/** After four of the leads not every continuation makes a character: too long forms, surrogates, beyond U+10FFFF. */
function isSecond(lead: number, byte: number): boolean {
  switch (lead) {
    case 0xe0:
      return byte >= 0xa0 && byte <= 0xbf;
    case 0xed:
      return byte >= 0x80 && byte <= 0x9f;
    case 0xf0:
      return byte >= 0x90 && byte <= 0xbf;
    case 0xf4:
      return byte >= 0x80 && byte <= 0x8f;
    default:
      return isContinuation(byte);
  }
}

function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}

/** Bytes of the character that a lead byte announces; 1 for ASCII and for what leads nothing. */
function sequenceLength(lead: number): number {
  if (lead >= 0xc2 && lead <= 0xdf) return 2;
  if (lead >= 0xe0 && lead <= 0xef) return 3;
  if (lead >= 0xf0 && lead <= 0xf4) return 4;
  return 1;
}
