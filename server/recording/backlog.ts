/** How much recordings may have in memory that waits for the disk. Beyond that they lose output. */

/** Each recording may have so much, whatever the others do: a shell that is used by hand never has more. */
const OWN_BYTES = 1024 * 1024;

/**
 * And all of them together so much more. A disk that others write to stalls for half a second now and then, and a flood at
 * full speed prints 29 MB meanwhile. Several floods share it: memory stays bounded, and a disk that cannot keep up with one
 * is lost for more anyway.
 */
const SHARED_BYTES = 32 * 1024 * 1024;

export interface BacklogBounds {
  readonly ownBytes: number;
  readonly sharedBytes: number;
}

/** Of all recordings of a server. */
export class Backlog {
  readonly #bounds: BacklogBounds;
  #shared = 0;

  constructor(bounds: BacklogBounds = { ownBytes: OWN_BYTES, sharedBytes: SHARED_BYTES }) {
    this.#bounds = bounds;
  }

  /** For one recording. */
  part(): BacklogPart {
    const { ownBytes, sharedBytes } = this.#bounds;
    let bytes = 0;
    const change = (by: number): void => {
      const before = Math.max(0, bytes - ownBytes);
      bytes += by;
      this.#shared += Math.max(0, bytes - ownBytes) - before;
    };
    return {
      get bytes() {
        return bytes;
      },
      isFull: () => bytes >= ownBytes && this.#shared >= sharedBytes,
      add: change,
      remove: (written) => change(-written),
    };
  }
}

export interface BacklogPart {
  /** What waits of this recording. */
  readonly bytes: number;
  /** Nothing more may be taken. */
  isFull(): boolean;
  add(bytes: number): void;
  remove(bytes: number): void;
}
