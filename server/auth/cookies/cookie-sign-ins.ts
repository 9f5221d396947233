/** Sign-ins that a browser keeps in sealed cookies. */

import type { z } from 'zod';
import { notSignedIn, PodshellError } from '#protocol/problem.ts';
import type { Presented } from '#server/ports.ts';
import type { KeptSignIn, SignIn } from '../sign-in/sign-in.ts';
import { keptSchema } from '../sign-in/sign-in-calls.ts';
import type { SignIns } from '../sign-in/sign-ins.ts';
import type { SealedCookies } from './sealed-cookies.ts';

export interface CookieSignInsOptions<Tokens> {
  /** Of the cookie. */
  readonly name: string;
  readonly cookies: SealedCookies;
  readonly signIns: SignIns<Tokens>;
  /** The shape of the tokens. A cookie of another version or mode does not fit, and counts as none. */
  readonly tokens: z.ZodType<Tokens>;
}

export class CookieSignIns<Tokens> {
  readonly #name: string;
  readonly #cookies: SealedCookies;
  readonly #signIns: SignIns<Tokens>;
  readonly #schema: z.ZodType<KeptSignIn<Tokens>>;
  readonly #sealed = new WeakMap<KeptSignIn<Tokens>, Promise<string[]>>();

  constructor({ name, cookies, signIns, tokens }: CookieSignInsOptions<Tokens>) {
    this.#name = name;
    this.#cookies = cookies;
    this.#signIns = signIns;
    this.#schema = keptSchema(tokens);
  }

  /**
   * The `Set-Cookie` values of a new sign-in. Those of an earlier one are replaced.
   * @throws PodshellError `sign-in-failed` for one that is too large
   */
  async begin(
    tokens: Tokens,
    presented?: Presented,
  ): Promise<{ signIn: SignIn<Tokens>; setCookies: string[] }> {
    const signIn = this.#signIns.begin(tokens);
    const setCookies = await this.#seal(signIn, 'sign-in-failed', presented?.headers.cookie);
    return { signIn, setCookies };
  }

  /**
   * The sign-in that the cookies of a request show, with tokens that are valid now. `setCookies` is not empty when the
   * browser has older tokens.
   * @throws PodshellError `unauthenticated`, `sign-in-unavailable`
   */
  async find({ headers }: Presented): Promise<{ signIn: SignIn<Tokens>; setCookies: readonly string[] }> {
    const kept = await this.#read(headers.cookie);
    if (kept === undefined) throw notSignedIn();
    const signIn = this.#signIns.find(kept);
    await signIn.current();
    const isOld = signIn.kept.version > kept.version;
    return { signIn, setCookies: isOld ? await this.#seal(signIn, 'unauthenticated', headers.cookie) : [] };
  }

  /** True where a request shows such a cookie, valid or not. */
  isShown({ headers }: Presented): boolean {
    return this.#cookies.isShown(this.#name, headers.cookie);
  }

  /** Ends the sign-in that the cookies show, if any. `ended` has the newest tokens that are known of it. */
  async end({
    headers,
  }: Presented): Promise<{ ended: KeptSignIn<Tokens> | undefined; setCookies: string[] }> {
    const shown = await this.#read(headers.cookie);
    const ended = shown === undefined ? undefined : await this.#signIns.end(shown);
    return { ended, setCookies: this.#cookies.remove(this.#name, headers.cookie) };
  }

  async #seal(
    signIn: SignIn<Tokens>,
    code: 'sign-in-failed' | 'unauthenticated',
    presented: readonly string[] | undefined,
  ): Promise<string[]> {
    try {
      const set = await this.#sealOnce(signIn.kept);
      const names = new Set(set.map(nameOf));
      const removed = this.#cookies.remove(this.#name, presented).filter((line) => !names.has(nameOf(line)));
      return [...set, ...removed];
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      const tooLarge = new PodshellError(
        code,
        'Your sign-in does not fit into cookies: your tokens are too large, for instance because you are in too many groups. Ask your Podshell admin.',
      );
      signIn.end(tooLarge);
      throw tooLarge;
    }
  }

  /**
   * Each sealing differs. Responses that arrive together must not leave the browser with pieces of several, so one state
   * of a sign-in is sealed once.
   */
  #sealOnce(kept: KeptSignIn<Tokens>): Promise<string[]> {
    const sealed = this.#sealed.get(kept) ?? this.#cookies.seal(this.#name, kept);
    this.#sealed.set(kept, sealed);
    return sealed;
  }

  async #read(lines: readonly string[] | undefined): Promise<KeptSignIn<Tokens> | undefined> {
    const read = this.#schema.safeParse(await this.#cookies.open(this.#name, lines));
    return read.success ? read.data : undefined;
  }
}

/** The name in a `Set-Cookie` value. */
function nameOf(line: string): string {
  return line.slice(0, line.indexOf('='));
}
