/**
 * Ids of shells, which are also those of their recordings: UUIDs of version 7 (RFC 9562, section 5.7). Their time says on
 * which day a recording lies in the store, and their order is the order of time.
 */

const VERSION_7 = /^([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** The times that fit, in milliseconds since the epoch. */
const END_OF_TIME = 2 ** 48 - 1;

/**
 * @param now milliseconds since the epoch
 * @param random 10 random bytes
 */
export function shellId(now: number, random: Uint8Array): string {
  const time = Math.floor(now).toString(16).padStart(12, '0');
  const bytes = Buffer.from(random.subarray(0, 10));
  bytes[0] = 0x70 | (bytes.readUInt8(0) & 0x0f);
  bytes[2] = 0x80 | (bytes.readUInt8(2) & 0x3f);
  const hex = bytes.toString('hex');
  return [time.slice(0, 8), time.slice(8), hex.slice(0, 4), hex.slice(4, 8), hex.slice(8)].join('-');
}

/** When the id was made, in milliseconds since the epoch; undefined for anything but an id of {@link shellId}. */
export function timeOfId(id: string): number | undefined {
  const [, high, low] = VERSION_7.exec(id) ?? [];
  return high === undefined || low === undefined ? undefined : Number.parseInt(high + low, 16);
}

/** An id is before all ids of a time and after all earlier ones when it is compared with this. */
export function firstIdOf(time: number): string {
  const hex = Math.max(0, Math.min(END_OF_TIME, Math.ceil(time)))
    .toString(16)
    .padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}`;
}
