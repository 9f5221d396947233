/**
 * The marker that the start script prints first: an OSC sequence, which a terminal would ignore if it ever received
 * it. `ESC ] 7331 ; podshell ; NONCE ; PID ; STARTED ; FOUND ; OOM_KILLS BEL`
 */

/** Identifies the process, so that another exec can find it. */
export interface ProcessMark {
  /** In the pid namespace of the container. */
  readonly pid: number;
  /** Clock ticks since boot; with the pid it is unique. 0 if /proc could not be read. */
  readonly startedAt: number;
  /** The words that start a POSIX shell in the container, to end the process with; undefined: `sh`. */
  readonly interpreter?: readonly string[] | undefined;
  /** Processes of the container that the OOM killer had ended before this one started; undefined: not known. */
  readonly oomKills?: number | undefined;
}

export interface Marker extends Pick<ProcessMark, 'pid' | 'startedAt' | 'oomKills'> {
  /** Index of the candidate that was found, -1 for none. */
  readonly found: number;
}

const PREFIX = '\u001b]7331;podshell;';
const END = 0x07;

/** Longest payload of a marker. */
const MAX_PAYLOAD_BYTES = 64;

/** The `printf` format for the start script; its arguments are nonce, pid, start time, index and OOM kills. */
export function markerFormat(): string {
  return '\\033]7331;podshell;%s;%s;%s;%s;%s\\007';
}

export type MarkerScan =
  /** Not found yet; the bytes so far are held. */
  | { readonly kind: 'waiting' }
  /** Found, or given up: `output` is everything except the marker. Later bytes are output. */
  | { readonly kind: 'found'; readonly marker: Marker; readonly output: Buffer }
  | { readonly kind: 'given-up'; readonly output: Buffer };

/**
 * Removes the first marker with the right nonce from a byte stream in chunks of any size. Holds bytes back until then,
 * up to a limit. A malformed marker, or one with another nonce, is ordinary output.
 */
export class MarkerFilter {
  readonly #prefix: Buffer;
  readonly #maxHeldBytes: number;
  #held: Buffer = Buffer.alloc(0);

  constructor(nonce: string, maxHeldBytes = 64 * 1024) {
    this.#prefix = Buffer.from(`${PREFIX}${nonce};`, 'latin1');
    this.#maxHeldBytes = maxHeldBytes;
  }

  /** Takes the next bytes. Do not call it again after `found` or `given-up`. */
  push(bytes: Uint8Array): MarkerScan {
    this.#held = this.#held.length === 0 ? Buffer.from(bytes) : Buffer.concat([this.#held, bytes]);
    for (let at = this.#held.indexOf(this.#prefix); at >= 0; at = this.#held.indexOf(this.#prefix, at + 1)) {
      const from = at + this.#prefix.length;
      const end = this.#held.subarray(from, from + MAX_PAYLOAD_BYTES).indexOf(END);
      if (end < 0) {
        if (this.#held.length < from + MAX_PAYLOAD_BYTES) break;
        continue;
      }
      const marker = parsePayload(this.#held.toString('latin1', from, from + end));
      if (marker === undefined) continue;
      const output = Buffer.concat([this.#held.subarray(0, at), this.#held.subarray(from + end + 1)]);
      this.#held = Buffer.alloc(0);
      return { kind: 'found', marker, output };
    }
    return this.#held.length > this.#maxHeldBytes ? this.giveUp() : { kind: 'waiting' };
  }

  /** Returns the held bytes: the stream ended, or no marker will come. */
  giveUp(): { readonly kind: 'given-up'; readonly output: Buffer } {
    const output = this.#held;
    this.#held = Buffer.alloc(0);
    return { kind: 'given-up', output };
  }
}

function parsePayload(text: string): Marker | undefined {
  const match = /^(\d{1,10});(\d{1,20});(-1|\d{1,4});(\d{0,20})$/.exec(text);
  if (match === null) return undefined;
  const [pid, startedAt, found] = match.slice(1).map(Number);
  if (pid === undefined || startedAt === undefined || found === undefined || pid === 0) return undefined;
  // An empty count is one that the kernel does not show.
  return { pid, startedAt, found, oomKills: match[4] === '' ? undefined : Number(match[4]) };
}
