/** Decodes sizes on the resize channel, `{"Width":80,"Height":24}`, as a real kubelet does. */

import type { TerminalSize } from '../process/process.ts';

export type SizeMessage =
  | { readonly kind: 'size'; readonly size: TerminalSize }
  /** A field is zero or missing: no resize. */
  | { readonly kind: 'ignored' }
  /** A real kubelet's decoder stops reading the channel. */
  | { readonly kind: 'undecodable' };

const MAX = 65_535;

/** Never throws. Field names are case-insensitive, as in Go. */
export function decodeSize(payload: Buffer): SizeMessage {
  const fields = parseObject(payload);
  if (fields === undefined) return { kind: 'undecodable' };
  let cols = 0;
  let rows = 0;
  for (const [name, value] of Object.entries(fields)) {
    const field = name.toLowerCase();
    if (field !== 'width' && field !== 'height') continue;
    if (value === null) continue;
    if (!isUint16(value)) return { kind: 'undecodable' };
    if (field === 'width') cols = value;
    else rows = value;
  }
  return cols === 0 || rows === 0 ? { kind: 'ignored' } : { kind: 'size', size: { cols, rows } };
}

/** `null` counts as an object without fields, as in Go. */
function parseObject(payload: Buffer): object | undefined {
  try {
    const value: unknown = JSON.parse(payload.toString('utf8'));
    if (value === null) return {};
    return typeof value === 'object' && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isUint16(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX;
}
