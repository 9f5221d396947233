/** A screen's state in few bytes, for the many moments of a recording from which a replay can begin. */

import type { Terminal } from '@xterm/xterm';
import type { ScreenColors } from './screen-colors.ts';
import { captureScreen, type ScreenState } from './screen-state.ts';

/** A screen as it is at a moment, with the colors that programs chose. Plain data. */
export interface Keyframe {
  readonly screen: ScreenState;
  /** A sequence that sets them. */
  readonly colors: string;
}

/** @returns undefined in the middle of a sequence: take it later */
export function takeKeyframe(terminal: Terminal, colors: ScreenColors): Keyframe | undefined {
  const screen = captureScreen(terminal);
  return screen === undefined ? undefined : { screen, colors: colors.sequence };
}

/** Cells of a screen are mostly alike: this is a tenth and less. */
const FORMAT = 'deflate-raw';

/** Compressed: a number of four bytes, so many bytes of text, and the cells of all lines as numbers of four bytes. */
export async function packKeyframe(keyframe: Keyframe): Promise<Uint8Array<ArrayBuffer>> {
  const cells: Uint32Array[] = [];
  const text = JSON.stringify(keyframe, (_, value) => {
    if (!(value instanceof Uint32Array)) return value;
    cells.push(value);
    return value.length;
  });
  const head = new TextEncoder().encode(text);
  const parts = cells.map(
    ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength),
  );
  return piped([Uint32Array.of(head.length), head, ...parts], new CompressionStream(FORMAT));
}

export async function unpackKeyframe(packed: Uint8Array<ArrayBuffer>): Promise<Keyframe> {
  const bytes = await piped([packed], new DecompressionStream(FORMAT));
  const start = Uint32Array.BYTES_PER_ELEMENT;
  let at = start + (new Uint32Array(bytes.buffer, 0, 1)[0] ?? 0);
  return JSON.parse(new TextDecoder().decode(bytes.subarray(start, at)), (key, value) => {
    if (key !== 'cells') return value;
    const end = at + value * Uint32Array.BYTES_PER_ELEMENT;
    const cells = new Uint32Array(bytes.slice(at, end).buffer);
    at = end;
    return cells;
  }) as Keyframe;
}

async function piped(
  parts: readonly BlobPart[],
  through: CompressionStream | DecompressionStream,
): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await new Response(new Blob([...parts]).stream().pipeThrough(through)).arrayBuffer());
}
