/** The bytes of a file that a request asks for (RFC 9110, section 14). */

/** From a place to another one (exclusive) or to the end, or the last so many. */
export type RangeWish = { readonly from: number; readonly to?: number } | { readonly last: number };

export interface ByteRange {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

const ONE_RANGE = /^bytes=(\d{0,15})-(\d{0,15})$/;

/** Undefined for what names no range, several, or none that is understood: the whole file is the answer then. */
export function parseRange(header: string | null): RangeWish | undefined {
  const [, first = '', last = ''] = ONE_RANGE.exec(header?.trim() ?? '') ?? [];
  if (first === '') return last === '' ? undefined : { last: Number(last) };
  if (last === '') return { from: Number(first) };
  return Number(last) < Number(first) ? undefined : { from: Number(first), to: Number(last) + 1 };
}

/** What there is of a wish in a file of `size` bytes; undefined: nothing, which is answered with 416. */
export function rangeIn(wish: RangeWish | undefined, size: number): ByteRange | undefined {
  if (wish === undefined) return { from: 0, to: size };
  const from = 'last' in wish ? Math.max(0, size - wish.last) : wish.from;
  const to = 'last' in wish ? size : Math.min(size, wish.to ?? size);
  return from < to ? { from, to } : undefined;
}
