/** Bech32 (BIP 173) as age uses it, without a bound on the length. A key with a typo is found at the start. */

const ALPHABET = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

/** True where the checksum at the end of the text is that of the text. Upper and lower case may not be mixed. */
export function isBech32(text: string): boolean {
  const lower = text.toLowerCase();
  if (text !== lower && text !== text.toUpperCase()) return false;
  const end = lower.lastIndexOf('1');
  const prefix = [...lower.slice(0, end)].map((letter) => letter.charCodeAt(0));
  const values = [...lower.slice(end + 1)].map((letter) => ALPHABET.indexOf(letter));
  if (end < 1 || values.length < 6 || values.includes(-1)) return false;
  const all = [...prefix.map((code) => code >> 5), 0, ...prefix.map((code) => code & 31), ...values];
  return checksum(all) === 1;
}

function checksum(values: readonly number[]): number {
  return values.reduce((sum, value) => {
    const top = sum >>> 25;
    const next = ((sum & 0x1ffffff) << 5) ^ value;
    return GENERATOR.reduce((all, part, bit) => ((top >> bit) & 1 ? all ^ part : all), next);
  }, 1);
}
