/** Takes the ticket for a frame from the provider's answer to the window that signed in, without a URL. */

import { z } from 'zod';
import { PodshellError } from '#protocol/problem.ts';
import type { Presented } from '#server/ports.ts';
import type { SignInOutcome } from '../authenticator.ts';
import type { SealedCookies } from '../cookies/sealed-cookies.ts';
import { TICKET_MS } from '../frame-tickets.ts';

const COOKIE = 'podshell-ticket';

const handedSchema = z.object({
  ticket: z.string(),
  /** The challenge of the frame that it is for. */
  frame: z.string(),
});

/** Bound to the browser by a cookie: whoever only knows the challenge, which stands in URLs, gets no ticket. */
export class HandedTickets {
  readonly #cookies: SealedCookies;

  constructor(cookies: SealedCookies) {
    this.#cookies = cookies;
  }

  /** The `Set-Cookie` values that keep a ticket. */
  keep(handed: z.infer<typeof handedSchema>): Promise<string[]> {
    return this.#cookies.seal(COOKIE, handed, [], TICKET_MS / 1000);
  }

  /** The ticket for a frame, once. @throws PodshellError `sign-in-failed` */
  async claim(frame: string, { headers }: Presented): Promise<SignInOutcome> {
    const read = handedSchema.safeParse(await this.#cookies.open(COOKIE, headers.cookie));
    if (!read.success || read.data.frame !== frame) {
      throw new PodshellError(
        'sign-in-failed',
        `This window has no sign-in for the page that opened it, or it took longer than ${TICKET_MS / 1000} s. Try again.`,
      );
    }
    return { ticket: read.data.ticket, setCookies: this.#cookies.remove(COOKIE, headers.cookie) };
  }
}
