/**
 * The sign-ins of a browser: one for our own pages, and one for our frames in pages of each other site. Browsers keep the
 * cookies of those apart (`Partitioned`), and frames come to theirs by a ticket.
 */

import { isPodshellError } from '#protocol/problem.ts';
import type { Peers } from '#server/peers/ports.ts';
import type { Clock, Presented } from '#server/ports.ts';
import { FrameTickets } from '../frame-tickets.ts';
import type { KeptSignIn, SignIn } from '../sign-in/sign-in.ts';
import { CookieSignIns, type CookieSignInsOptions } from './cookie-sign-ins.ts';

export interface BrowserSignInsOptions<Tokens> extends Omit<CookieSignInsOptions<Tokens>, 'name'> {
  readonly clock: Clock;
  readonly peers: Peers;
}

interface Begun<Tokens> {
  readonly signIn: SignIn<Tokens>;
  readonly setCookies: readonly string[];
}

export class BrowserSignIns<Tokens> {
  readonly #pages: CookieSignIns<Tokens>;
  readonly #frames: CookieSignIns<Tokens>;
  readonly #tickets: FrameTickets<Tokens>;

  constructor({ clock, peers, ...options }: BrowserSignInsOptions<Tokens>) {
    this.#pages = new CookieSignIns({ ...options, name: 'podshell' });
    this.#frames = new CookieSignIns({
      ...options,
      cookies: options.cookies.forFrames(),
      name: 'podshell-frame',
    });
    this.#tickets = new FrameTickets({ clock, peers, tokens: options.tokens });
  }

  /** A new sign-in of our own pages. @throws PodshellError `sign-in-failed` for one that is too large */
  begin(tokens: Tokens, presented: Presented): Promise<Begun<Tokens>> {
    return this.#pages.begin(tokens, presented);
  }

  /** A ticket for a frame, with which it signs in. @param frame the challenge that it has made */
  ticketFor(tokens: Tokens, frame: string): string {
    return this.#tickets.issue(tokens, frame);
  }

  /** A new sign-in of the frame that sends the request. @throws PodshellError `sign-in-failed`, `replica-unreachable` */
  async redeem(ticket: string, secret: string, presented: Presented): Promise<Begun<Tokens>> {
    return this.#frames.begin(await this.#tickets.redeem(ticket, secret), presented);
  }

  /**
   * The sign-in that the cookies of a request show. In a frame of the same site they may show both; our pages' counts.
   * @throws PodshellError `unauthenticated`, `sign-in-unavailable`
   */
  async find(presented: Presented): Promise<Begun<Tokens>> {
    if (!this.#frames.isShown(presented)) return this.#pages.find(presented);
    if (!this.#pages.isShown(presented)) return this.#frames.find(presented);
    try {
      return await this.#pages.find(presented);
    } catch (error) {
      if (!isPodshellError(error) || error.code !== 'unauthenticated') throw error;
      return this.#frames.find(presented);
    }
  }

  /** Ends what the cookies show. */
  async end(
    presented: Presented,
  ): Promise<{ readonly ended: readonly KeptSignIn<Tokens>[]; readonly setCookies: readonly string[] }> {
    const [page, frame] = [await this.#pages.end(presented), await this.#frames.end(presented)];
    return {
      ended: [page.ended, frame.ended].filter((one) => one !== undefined),
      setCookies: [...page.setCookies, ...frame.setCookies],
    };
  }
}
