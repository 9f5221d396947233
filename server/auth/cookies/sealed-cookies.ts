/** Values that only this server can read and write, kept in the browser as cookies. */

import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import { defaults, seal, unseal } from 'iron-webcrypto';
import { hashOf } from '../hash-of.ts';
import { readCookies } from './cookie-header.ts';

const pack = promisify(deflateRaw);
const unpack = promisify(inflateRaw);

export interface SealedCookiesOptions {
  /** At least 32 characters each: the first seals, all open. */
  readonly secrets: readonly [string, ...string[]];
  /** True where browsers use https: cookies are Secure, and `__Host-` or, where the path is not `/`, `__Secure-`. */
  readonly secure: boolean;
  /** The base path of all our routes: `/`, or for instance `/tools/podshell`. */
  readonly path: string;
  /** See {@link SealedCookies.forFrames}. */
  readonly inFrames?: boolean;
}

/** Browsers keep at least 4,096 bytes of name, value and attributes. */
const MAX_COOKIE_BYTES = 3800;

/**
 * Browsers keep 50 cookies of a site and more, but the header that they are sent in has a limit: MAX_HEADER_BYTES of
 * server/http. Beyond it every request would be refused, even those to sign out.
 */
const MAX_PIECES = 12;

/** The most that a value may unpack to, so that a small cookie cannot fill the memory. Only we can seal one anyway. */
const MAX_VALUE_BYTES = 1024 * 1024;

/** Values that are kept open. With large sign-ins they take some megabytes. */
const MAX_OPENED = 200;

interface Opened {
  readonly name?: unknown;
  readonly value?: unknown;
}

/** Seals with encryption and integrity (iron), in pieces that browsers keep. */
export class SealedCookies {
  readonly #secrets: readonly string[];
  /** What was opened lately, by what was sealed. */
  readonly #opened = new Map<string, Opened>();
  readonly #options: SealedCookiesOptions;
  readonly #attributes: string;
  readonly #prefix: string;

  constructor({ secrets, secure, path, inFrames = false }: SealedCookiesOptions) {
    this.#secrets = secrets;
    const site = inFrames ? 'SameSite=None; Partitioned' : 'SameSite=Lax';
    this.#attributes = `Path=${path}; HttpOnly; ${site}${secure || inFrames ? '; Secure' : ''}`;
    this.#prefix = prefixOf(secure, path);
    this.#options = { secrets, secure, path };
  }

  /**
   * The same for frames in pages of other sites: browsers keep the cookies of each such site apart, and send them in its
   * frames alone (`Partitioned`). They take them from secure origins only, `http://localhost` among these.
   */
  forFrames(): SealedCookies {
    return new SealedCookies({ ...this.#options, inFrames: true });
  }

  /**
   * The `Set-Cookie` values that keep `value`, and that remove what `presented` has of an older, longer one.
   * @param maxAgeSeconds undefined: until the browser closes
   * @throws RangeError for a value that does not fit
   */
  async seal(
    name: string,
    value: unknown,
    presented: readonly string[] = [],
    maxAgeSeconds?: number,
  ): Promise<string[]> {
    const packed = await pack(Buffer.from(JSON.stringify({ name, value })));
    const sealed = await seal(packed.toString('base64url'), this.#password(0), defaults);
    const pieces = this.#cut(name, sealed);
    if (pieces.length > MAX_PIECES) throw new RangeError(`A sign-in of ${sealed.length} bytes is too large`);
    const age = maxAgeSeconds === undefined ? '' : `; Max-Age=${Math.floor(maxAgeSeconds)}`;
    const set = pieces.map(
      (piece, index) => `${this.#name(name, index)}=${piece}; ${this.#attributes}${age}`,
    );
    return [...set, ...this.#removals(name, presented, pieces.length)];
  }

  /**
   * The value that {@link seal} kept under this name; undefined if there is none, or it was changed, cut, sealed by
   * somebody else or under another name. Never throws.
   */
  async open(name: string, presented: readonly string[] = []): Promise<unknown> {
    const sealed = this.#join(name, readCookies(presented));
    if (sealed === '') return undefined;
    const known = this.#opened.get(sealed);
    if (known !== undefined) return known.name === name ? known.value : undefined;
    for (const index of this.#secrets.keys()) {
      try {
        const packed = await unseal(sealed, this.#password(index), defaults);
        const text = await unpack(Buffer.from(String(packed), 'base64url'), {
          maxOutputLength: MAX_VALUE_BYTES,
        });
        const kept = JSON.parse(text.toString()) as Opened;
        this.#remember(sealed, kept);
        // A value of one cookie must not pass for another's.
        return kept.name === name ? kept.value : undefined;
      } catch {
        // Another secret may open it.
      }
    }
    return undefined;
  }

  /** True where the browser has shown a cookie of this name, valid or not. */
  isShown(name: string, presented: readonly string[] = []): boolean {
    return readCookies(presented).has(this.#name(name, 0));
  }

  /** The `Set-Cookie` values that remove every piece that the browser has. */
  remove(name: string, presented: readonly string[] = []): string[] {
    return this.#removals(name, presented, 0);
  }

  /** Every request of a browser shows the same cookies, and opening large ones takes milliseconds. */
  #remember(sealed: string, kept: Opened): void {
    this.#opened.set(sealed, kept);
    const [oldest] = this.#opened.keys();
    if (this.#opened.size > MAX_OPENED && oldest !== undefined) this.#opened.delete(oldest);
  }

  /** The names, as given to {@link seal}, of the cookies that a browser presents. */
  names(presented: readonly string[] = []): string[] {
    return [...readCookies(presented).keys()]
      .filter((name) => name.startsWith(this.#prefix))
      .map((name) => name.slice(this.#prefix.length));
  }

  #password(index: number): string {
    return this.#secrets[index] ?? '';
  }

  #name(name: string, index: number): string {
    return `${this.#prefix}${name}${index === 0 ? '' : `.${index}`}`;
  }

  /** The first piece begins with their number, so that pieces of two values are never taken for one. */
  #cut(name: string, sealed: string): string[] {
    const room = MAX_COOKIE_BYTES - this.#name(name, MAX_PIECES).length - this.#attributes.length - 40;
    const count = Math.ceil(sealed.length / room);
    return Array.from({ length: count }, (_, index) => {
      const piece = sealed.slice(index * room, (index + 1) * room);
      return index === 0 ? `${count}.${piece}` : piece;
    });
  }

  #join(name: string, cookies: ReadonlyMap<string, string>): string {
    const [, digits, first] = /^(\d{1,2})\.(.*)$/.exec(cookies.get(this.#name(name, 0)) ?? '') ?? [];
    const count = Number(digits);
    if (first === undefined || count < 1 || count > MAX_PIECES) return '';
    const rest = Array.from({ length: count - 1 }, (_, index) => cookies.get(this.#name(name, index + 1)));
    return rest.includes(undefined) ? '' : first + rest.join('');
  }

  #removals(name: string, presented: readonly string[], from: number): string[] {
    const cookies = readCookies(presented);
    return Array.from({ length: MAX_PIECES }, (_, index) => index)
      .filter((index) => index >= from && cookies.has(this.#name(name, index)))
      .map((index) => `${this.#name(name, index)}=; ${this.#attributes}; Max-Age=0`);
  }
}

/**
 * What every name begins with. A __Host- cookie needs Secure and the path "/" (RFC 6265bis, section 4.1.3.2). Browsers send
 * the cookies of `/` and `/tools` to `/tools/podshell` too, so the name says whose they are: another Podshell there may have
 * the same secret.
 */
function prefixOf(secure: boolean, path: string): string {
  if (path === '/') return secure ? '__Host-' : '';
  return `${secure ? '__Secure-' : ''}${hashOf(path).slice(0, 8)}-`;
}
