import { type Marker, markerFormat } from '../exec/stream/marker.ts';

/** The bytes that the start script's `printf` writes for a marker. */
export function encodeMarker(nonce: string, { pid, startedAt, found, oomKills }: Marker): Buffer {
  const values = [nonce, pid, startedAt, found, oomKills ?? ''];
  const text = markerFormat()
    .replace(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))
    .replace(/%s/g, () => String(values.shift()));
  return Buffer.from(text, 'latin1');
}
