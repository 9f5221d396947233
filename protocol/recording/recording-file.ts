/** The file of a recording as it is asked for and given. */

import type { ByteRange, RangeWish } from './byte-range.ts';
import type { RecordingMeta } from './recording-meta.ts';

export interface RecordingFileWish {
  /** Undefined: the whole file. */
  readonly range?: RangeWish | undefined;
  /** The encrypted file, for whoever can decrypt it; the plain one where it is not encrypted. */
  readonly isSealed?: boolean | undefined;
}

/** The file, or a part of it. */
export interface RecordingFile extends ByteRange {
  readonly meta: RecordingMeta;
  /** Of the whole file; of a live one, so far. */
  readonly size: number;
  /** The bytes are those of the encrypted file. */
  readonly isSealed: boolean;
  readonly bytes: AsyncIterable<Uint8Array>;
}
