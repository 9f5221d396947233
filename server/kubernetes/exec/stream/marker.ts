/**
 * The marker that the start script prints before anything else: an OSC sequence that terminals ignore, should one
 * ever reach them. `ESC ] 7331 ; podshell ; NONCE ; PID ; STARTED ; FOUND BEL`
 */

/** Where the process runs, to find it again from another exec. */
export interface ProcessMark {
  /** In the container's own pid namespace. */
  readonly pid: number;
  /** Clock ticks since boot; with the pid it names one process for ever. 0 where /proc could not be read. */
  readonly startedAt: number;
}

export interface Marker extends ProcessMark {
  /** Index of the candidate that was found, -1 for none. */
  readonly found: number;
}

const PREFIX = '\u001b]7331;podshell;';
const END = 0x07;

/** Longest text from prefix to end that is still taken for a marker. */
const MAX_PAYLOAD_BYTES = 64;

/** The format for `printf` in a shell script; takes nonce, pid, start time and index. */
export function markerFormat(): string {
  return '\\033]7331;podshell;%s;%s;%s;%s\\007';
}

export type MarkerScan =
  /** Not seen yet; what came so far is kept. */
  | { readonly kind: 'waiting' }
  /** Seen, or given up: everything but the marker, in order. Later bytes are output. */
  | { readonly kind: 'found'; readonly marker: Marker; readonly output: Buffer }
  | { readonly kind: 'given-up'; readonly output: Buffer };

/**
 * Takes the first marker with the right nonce out of a stream of bytes that is cut anywhere. Bytes are held back
 * until then, up to a bound; a marker with a wrong nonce or a broken one is ordinary output.
 */
export class MarkerFilter {
  readonly #prefix: Buffer;
  readonly #maxHeldBytes: number;
  #held: Buffer = Buffer.alloc(0);

  constructor(nonce: string, maxHeldBytes = 64 * 1024) {
    this.#prefix = Buffer.from(`${PREFIX}${nonce};`, 'latin1');
    this.#maxHeldBytes = maxHeldBytes;
  }

  /** Feeds the next bytes. Do not call it again once it has found or given up. */
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

  /** Hands out what is held: the stream ended, or no marker will come. */
  giveUp(): { readonly kind: 'given-up'; readonly output: Buffer } {
    const output = this.#held;
    this.#held = Buffer.alloc(0);
    return { kind: 'given-up', output };
  }
}

function parsePayload(text: string): Marker | undefined {
  const match = /^(\d{1,10});(\d{1,20});(-1|\d{1,4})$/.exec(text);
  if (match === null) return undefined;
  const [pid, startedAt, found] = match.slice(1).map(Number);
  if (pid === undefined || startedAt === undefined || found === undefined || pid === 0) return undefined;
  return { pid, startedAt, found };
}
