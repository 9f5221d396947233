/**
 * Finds the escape sequences in a process's output, cut anywhere, as xterm.js does: the state machine of
 * https://vt100.net/emu/dec_ansi_parser, and the C1 controls as UTF-8 characters. Text between them costs a search
 * for a byte and no more.
 */

import { ControlParams } from './control-params.ts';

const BEL = 0x07;
const SO = 0x0e;
const SI = 0x0f;
const CAN = 0x18;
const SUB = 0x1a;
const ESC = 0x1b;
const DEL = 0x7f;
/** Lead byte of U+0080 to U+00BF, the first 32 of which are the C1 controls. */
const C1_LEAD = 0xc2;

/** Bytes of a sequence that has not ended. Of a longer one only its kind is kept. */
const MAX_PENDING = 8 * 1024;

/** So far a loop is faster than a call that searches. */
const NEAR = 24;

const NOTHING = Buffer.alloc(0);

/** Sequences by what comes after their introducer. */
type Kind = 'escape' | 'control' | 'command' | 'device' | 'ignored';

/** What opens a sequence of each kind that no terminal acts on, to stand for the beginning of a very long one. */
const OPENINGS: Record<Kind, string> = {
  escape: '\x1b##',
  control: '\x1b[<',
  command: '\x1b]9998;',
  device: '\x1bP~',
  ignored: '\x1b_',
};

/** What the parser calls, in the order of the output. */
export interface SequenceHandler {
  /** SI (0) or SO (1). */
  onShift(level: 0 | 1): void;
  /** @param id as {@link sequenceId} gives it for the intermediate bytes and the final one */
  onEscape(id: number): void;
  /**
   * CSI.
   * @param id as {@link sequenceId} gives it for the prefix, the intermediate bytes and the final one
   * @param params valid during the call only
   */
  onControl(id: number, params: ControlParams): void;
  /** OSC, at most {@link MAX_PENDING} bytes of it. */
  onCommand(data: string): void;
}

/** A number for the bytes that tell which sequence it is, for instance `?h`. */
export function sequenceId(bytes: string): number {
  let id = 0;
  for (let index = 0; index < bytes.length; index += 1) id = (id << 8) | bytes.charCodeAt(index);
  return id;
}

export class SequenceParser {
  readonly #params = new ControlParams();
  /** The sequence, or half of a C1 control, that the output so far ends in. */
  #pending = NOTHING;
  /** A very long sequence has begun; all of it is skipped. */
  #skipping: Kind | undefined;

  /**
   * The sequence that the output so far ends in, from its first byte; empty when it ends in none. Without the controls
   * inside it, such as line feeds: terminals act on them at once.
   */
  get open(): Buffer {
    if (this.#skipping !== undefined) return Buffer.from(OPENINGS[this.#skipping], 'latin1');
    return this.#pending.filter((byte) => byte >= 0x20 || byte === ESC) as Buffer;
  }

  /** A parser in the same state. */
  clone(): SequenceParser {
    const clone = new SequenceParser();
    clone.#pending = this.#pending;
    clone.#skipping = this.#skipping;
    return clone;
  }

  /** Takes the next output. What a sequence cut off does before its end, it may do twice: shifts, which then agree. */
  feed(input: Buffer, handler: SequenceHandler): void {
    const bytes = this.#pending.length === 0 ? input : Buffer.concat([this.#pending, input]);
    this.#pending = NOTHING;
    let at = 0;
    if (this.#skipping !== undefined) {
      const end = endOf(this.#skipping, bytes, 0);
      if (end < 0) {
        if (bytes.at(-1) === C1_LEAD) this.#pending = Buffer.of(C1_LEAD);
        return;
      }
      this.#skipping = undefined;
      at = afterEnd(bytes, end);
    }
    const search = new Search(bytes);
    for (at = search.from(at); at < bytes.length; at = search.from(at)) {
      const end = this.#sequence(bytes, at, handler);
      if (end < 0) {
        this.#keep(bytes, at);
        return;
      }
      at = end;
    }
  }

  #keep(bytes: Buffer, at: number): void {
    if (bytes.length - at <= MAX_PENDING) this.#pending = Buffer.from(bytes.subarray(at));
    else this.#skipping = kindAt(bytes, at);
  }

  /** Takes what begins at an index; gives where it has ended, or -1 when it has not. */
  #sequence(bytes: Buffer, at: number, handler: SequenceHandler): number {
    const first = bytes[at];
    if (first === SO || first === SI) {
      handler.onShift(first === SO ? 1 : 0);
      return at + 1;
    }
    if (first === ESC) return this.#escape(bytes, at + 1, handler);
    if (at + 1 === bytes.length) return -1;
    if (!isC1(bytes[at + 1] as number)) return at + 1;
    const kind = kindAt(bytes, at);
    return kind === 'escape' ? at + 2 : this.#body(kind, bytes, at + 2, handler);
  }

  #body(kind: Kind, bytes: Buffer, at: number, handler: SequenceHandler): number {
    switch (kind) {
      case 'escape':
        return this.#escape(bytes, at, handler);
      case 'control':
        return this.#control(bytes, at, handler);
      case 'command':
        return command(bytes, at, handler);
      case 'device':
        return device(bytes, at);
      case 'ignored':
        return stringEnd('ignored', bytes, at);
    }
  }

  #escape(bytes: Buffer, at: number, handler: SequenceHandler): number {
    let id = 0;
    for (let index = at; index < bytes.length; index += 1) {
      const byte = bytes[index] as number;
      if (byte === ESC || byte > DEL) return index;
      if (byte === CAN || byte === SUB) return index + 1;
      if (byte === SO || byte === SI) handler.onShift(byte === SO ? 1 : 0);
      if (byte < 0x20 || byte === DEL) continue;
      if (byte >= 0x30) {
        const kind = id === 0 ? KIND_OF_FINAL[byte] : undefined;
        if (kind !== undefined) return this.#body(kind, bytes, index + 1, handler);
        handler.onEscape((id << 8) | byte);
        return index + 1;
      }
      id = (id << 8) | byte;
    }
    return -1;
  }

  #control(bytes: Buffer, at: number, handler: SequenceHandler): number {
    const params = this.#params;
    params.clear();
    let id = 0;
    let phase: 'entry' | 'params' | 'intermediates' | 'ignored' = 'entry';
    for (let index = at; index < bytes.length; index += 1) {
      const byte = bytes[index] as number;
      if (byte >= 0x30 && byte < 0x3c) {
        if (phase === 'entry') phase = 'params';
        if (phase !== 'params') phase = 'ignored';
        else if (byte < 0x3a) index = takeDigits(bytes, index, params);
        else params.takeSeparator(byte);
      } else if (byte >= 0x40 && byte < DEL) {
        if (phase !== 'ignored') handler.onControl((id << 8) | byte, params);
        return index + 1;
      } else if (byte === ESC) return index;
      else if (byte === CAN || byte === SUB) return index + 1;
      else if (byte === SO || byte === SI) handler.onShift(byte === SO ? 1 : 0);
      else if (byte > DEL) {
        if (phase !== 'ignored') return index;
        if (byte !== C1_LEAD) continue;
        if (index + 1 === bytes.length) return -1;
        if (isC1(bytes[index + 1] as number)) return index;
      } else if (byte >= 0x3c && byte < 0x40) {
        if (phase === 'entry') {
          id = byte;
          phase = 'params';
        } else phase = 'ignored';
      } else if (byte >= 0x20 && byte < 0x30) {
        if (phase !== 'ignored') phase = 'intermediates';
        id = (id << 8) | byte;
      }
    }
    return -1;
  }
}

/** Takes the digits from an index on; gives the index of the last. */
function takeDigits(bytes: Buffer, at: number, params: ControlParams): number {
  let value = 0;
  let scale = 1;
  let index = at;
  for (; index < bytes.length; index += 1) {
    const digit = (bytes[index] as number) - 0x30;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
    scale *= 10;
  }
  params.takeDigits(value, scale);
  return index - 1;
}

const KIND_OF_FINAL: readonly (Kind | undefined)[] = table({
  '[': 'control',
  ']': 'command',
  P: 'device',
  X: 'ignored',
  '^': 'ignored',
  _: 'ignored',
});

function table(kinds: Record<string, Kind>): (Kind | undefined)[] {
  return Array.from({ length: DEL + 1 }, (_, code) => kinds[String.fromCharCode(code)]);
}

/** The kind of a sequence that begins at an index, with ESC or a C1 control; `escape` for one without a body. */
function kindAt(bytes: Buffer, at: number): Kind {
  const second = bytes[at + 1] as number;
  // Each C1 control is ESC and a letter: 0x9b is ESC and 0x5b.
  return KIND_OF_FINAL[bytes[at] === C1_LEAD ? second - 0x40 : second] ?? 'escape';
}

/** True for the byte after {@link C1_LEAD} in a C1 control. */
function isC1(byte: number): boolean {
  return (byte & 0xe0) === 0x80;
}

function command(bytes: Buffer, at: number, handler: SequenceHandler): number {
  const end = endOf('command', bytes, at);
  if (end < 0) return -1;
  const last = bytes[end] as number;
  const isWhole = last === BEL || last === ESC || (last === C1_LEAD && bytes[end + 1] === 0x9c);
  if (isWhole && end - at <= MAX_PENDING) handler.onCommand(bytes.toString('utf8', at, end));
  return afterEnd(bytes, end);
}

/** DCS: a head as that of a control sequence, which a character that is not ASCII breaks off, then a string. */
function device(bytes: Buffer, at: number): number {
  let index = at;
  for (; index < bytes.length; index += 1) {
    const byte = bytes[index] as number;
    if (byte > DEL) return index;
    if (byte === ESC || byte === CAN || byte === SUB || (byte >= 0x3c && (byte >= 0x40 || index > at))) break;
  }
  return stringEnd('device', bytes, index);
}

function stringEnd(kind: Kind, bytes: Buffer, at: number): number {
  const end = endOf(kind, bytes, at);
  return end < 0 ? -1 : afterEnd(bytes, end);
}

/** Index of the byte that ends a sequence of a kind; -1 when none does. */
function endOf(kind: Kind, bytes: Buffer, at: number): number {
  const isShort = kind === 'control' || kind === 'escape';
  const lowestFinal = kind === 'control' ? 0x40 : 0x30;
  for (let index = at; index < bytes.length; index += 1) {
    const byte = bytes[index] as number;
    if (byte === ESC || byte === CAN || byte === SUB) return index;
    if (byte === BEL && kind === 'command') return index;
    if (isShort && byte >= lowestFinal && byte !== DEL) return index;
    if (byte <= DEL) continue;
    if (kind === 'ignored') return index;
    if (byte !== C1_LEAD) continue;
    if (index + 1 === bytes.length) return -1;
    if (isC1(bytes[index + 1] as number)) return index;
  }
  return -1;
}

/** Where the output goes on: with the byte that ended a sequence if that begins another. */
function afterEnd(bytes: Buffer, end: number): number {
  const last = bytes[end] as number;
  return last === ESC || last > DEL ? end : end + 1;
}

/** Finds the next byte that may begin something, in one piece of output. */
class Search {
  readonly #bytes: Buffer;
  #escape = -1;
  #shiftOut = -1;
  #shiftIn = -1;
  #c1 = -1;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** Its index at or after one; the length when there is none. Not before that of the last call. */
  from(at: number): number {
    const bytes = this.#bytes;
    const near = Math.min(at + NEAR, bytes.length);
    for (let index = at; index < near; index += 1) {
      const byte = bytes[index] as number;
      if (byte === ESC || byte === SO || byte === SI || byte === C1_LEAD) return index;
    }
    if (this.#escape < near) this.#escape = this.#next(ESC, near);
    if (this.#shiftOut < near) this.#shiftOut = this.#next(SO, near);
    if (this.#shiftIn < near) this.#shiftIn = this.#next(SI, near);
    if (this.#c1 < near) this.#c1 = this.#next(C1_LEAD, near);
    return Math.min(this.#escape, this.#shiftOut, this.#shiftIn, this.#c1);
  }

  #next(byte: number, at: number): number {
    const index = this.#bytes.indexOf(byte, at);
    return index < 0 ? this.#bytes.length : index;
  }
}
