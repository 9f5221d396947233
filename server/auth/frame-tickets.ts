/**
 * Sign-ins for frames in pages of other sites, which browsers send no cookies of ours. A window of our own signs in, and
 * hands the frame a ticket: for one use, for a moment, and only for the frame that wanted it. The frame makes a secret and
 * shows its hash when the window opens, so that a ticket that got into other hands opens nothing (as RFC 7636 does).
 */

import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { PodshellError } from '#protocol/problem.ts';
import { parseReplicaId } from '#protocol/replica-ids.ts';
import type { PeerCall, Peers } from '#server/peers/ports.ts';
import type { Clock } from '#server/ports.ts';
import { hashOf } from './hash-of.ts';

/** How long a ticket may take from the window to the frame. Milliseconds. */
export const TICKET_MS = 60_000;

/** Tickets that wait. Each is for somebody who has just signed in. */
const MOST_TICKETS = 1000;

export interface FrameTicketsOptions<Tokens> {
  readonly clock: Clock;
  readonly peers: Peers;
  /** The shape of the tokens, for those of a ticket that another replica has issued. */
  readonly tokens: z.ZodType<Tokens>;
}

interface Issued<Tokens> {
  readonly tokens: Tokens;
  readonly challenge: string;
  readonly until: number;
}

export class FrameTickets<Tokens> {
  readonly #clock: Clock;
  readonly #peers: Peers;
  readonly #redeemThere: PeerCall<{ ticket: string; secret: string }, { tokens: Tokens }>;
  /** By hash: a ticket is not kept anywhere but where it goes. */
  readonly #issued = new Map<string, Issued<Tokens>>();

  constructor({ clock, peers, tokens }: FrameTicketsOptions<Tokens>) {
    this.#clock = clock;
    this.#peers = peers;
    this.#redeemThere = {
      name: 'frame-ticket-redeem',
      request: z.object({ ticket: z.string(), secret: z.string() }),
      answer: z.object({ tokens }) as unknown as z.ZodType<{ tokens: Tokens }>,
    };
    peers.serve(this.#redeemThere, ({ ticket, secret }) => ({ tokens: this.#redeemHere(ticket, secret) }));
  }

  /**
   * A ticket for this sign-in.
   * @param challenge SHA-256 of the frame's secret, base64url
   */
  issue(tokens: Tokens, challenge: string): string {
    this.#forget(MOST_TICKETS - 1);
    const ticket = `${randomBytes(32).toString('base64url')}~${this.#peers.self.id}`;
    this.#issued.set(hashOf(ticket), { tokens, challenge, until: this.#clock.now() + TICKET_MS });
    return ticket;
  }

  /**
   * The sign-in that a ticket is for. Each counts once, also where the secret is wrong: only the replica that has issued it
   * can tell.
   * @throws PodshellError `sign-in-failed`, `replica-unreachable`
   */
  async redeem(ticket: string, secret: string): Promise<Tokens> {
    const issuer = parseReplicaId(ticket.slice(ticket.indexOf('~') + 1));
    const fate = issuer && this.#peers.fateOf(issuer.id);
    if (fate?.kind === 'alive') {
      return (await this.#peers.call(fate.peer, this.#redeemThere, { ticket, secret })).tokens;
    }
    if (fate?.kind === 'unreachable') {
      throw new PodshellError(
        'replica-unreachable',
        `The Podshell replica ${fate.replica.name}, which keeps this sign-in, does not answer. Try again in a moment.`,
      );
    }
    return this.#redeemHere(ticket, secret);
  }

  #redeemHere(ticket: string, secret: string): Tokens {
    this.#forget(MOST_TICKETS);
    const key = hashOf(ticket);
    const issued = this.#issued.get(key);
    this.#issued.delete(key);
    if (issued === undefined || issued.challenge !== hashOf(secret)) {
      throw new PodshellError(
        'sign-in-failed',
        `This sign-in was used before, took longer than ${TICKET_MS / 1000} s, or is for another frame. Sign in again.`,
      );
    }
    return issued.tokens;
  }

  /** Forgets those that have expired, and the oldest of more than `most`. The oldest come first. */
  #forget(most: number): void {
    const now = this.#clock.now();
    for (const [key, { until }] of this.#issued) {
      if (until > now && this.#issued.size <= most) break;
      this.#issued.delete(key);
    }
  }
}
