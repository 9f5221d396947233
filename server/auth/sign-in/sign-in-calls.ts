/** What replicas ask each other about sign-ins, and tell each other of them. Tokens go over an encrypted connection. */

import { z } from 'zod';
import { type Nothing, nothing } from '#server/peers/asking.ts';
import type { PeerCall } from '#server/peers/ports.ts';
import type { KeptSignIn } from './sign-in.ts';

/** What came of a renewal. */
export type Renewal<Tokens> =
  | { readonly kind: 'renewed'; readonly kept: KeptSignIn<Tokens> }
  /** The sign-in has ended; `detail` is the sentence for its user. */
  | { readonly kind: 'over'; readonly detail: string }
  /** For a reason that passes. */
  | { readonly kind: 'failed'; readonly why: string };

/** What a replica knows of a sign-in. */
export interface Knowledge<Tokens> {
  /** Its newest state; null if it is not known. */
  readonly kept: KeptSignIn<Tokens> | null;
  readonly ended: boolean;
}

export interface NewestQuestion {
  readonly id: string;
  /** When it was asked, by the clock that all replicas share: who asks first goes first. */
  readonly at: number;
  /** The replica that asks. */
  readonly by: string;
  /** Whom it asks. Others that the asked one reaches are asked by that; undefined: no more. */
  readonly reached?: readonly string[] | undefined;
}

/** A sign-in that has ended. */
export interface EndedSignIn {
  readonly id: string;
  /** How long it is remembered, in milliseconds since the epoch. */
  readonly until: number;
}

/** At most so many are told in one answer. */
export const ENDED_IN_ONE_PAGE = 2000;

export interface SignInCalls<Tokens> {
  /** Asks the home for new tokens. `hops`: how many replicas have passed the question on. */
  readonly renew: PeerCall<{ kept: KeptSignIn<Tokens>; hops: number }, Renewal<Tokens>>;
  /** Tells new tokens. `keepers`: the replicas that keep them also where nobody uses the sign-in. */
  readonly renewed: PeerCall<{ kept: readonly KeptSignIn<Tokens>[]; keepers: readonly string[] }, Nothing>;
  /** Tells who keeps them that a browser has shown these tokens. */
  readonly shown: PeerCall<{ id: string; version: number }, Nothing>;
  /** Asks before renewing. */
  readonly newest: PeerCall<NewestQuestion, Knowledge<Tokens>>;
  /** Tells that a sign-in has ended, with the sentence for its user. */
  readonly ended: PeerCall<EndedSignIn & { detail: string }, Knowledge<Tokens>>;
  /** Tells a replica to ask for the ended ones: it may have missed some. */
  readonly askEnded: PeerCall<Nothing, Nothing>;
  /** Asks for a page of the ended ones, the oldest first. */
  readonly endedOnes: PeerCall<{ skip: number }, { ended: readonly EndedSignIn[] }>;
}

/** @param tokens the shape of the tokens */
export function signInCalls<Tokens>(tokens: z.ZodType<Tokens>): SignInCalls<Tokens> {
  const kept = keptSchema(tokens);
  const id = z.string();
  const knowledge = z.object({ kept: kept.nullable(), ended: z.boolean() });
  const ended = z.object({ id, until: z.number() });
  return {
    renew: {
      name: 'sign-in-renew',
      request: z.object({ kept, hops: z.number().int() }),
      answer: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('renewed'), kept }),
        z.object({ kind: z.literal('over'), detail: z.string() }),
        z.object({ kind: z.literal('failed'), why: z.string() }),
      ]),
    },
    renewed: {
      name: 'sign-in-renewed',
      request: z.object({ kept: z.array(kept), keepers: z.array(id) }),
      answer: nothing,
    },
    shown: { name: 'sign-in-shown', request: z.object({ id, version: z.number() }), answer: nothing },
    newest: {
      name: 'sign-in-newest',
      request: z.object({ id, at: z.number(), by: id, reached: z.array(id).optional() }),
      answer: knowledge,
    },
    ended: { name: 'sign-in-ended', request: ended.extend({ detail: z.string() }), answer: knowledge },
    askEnded: { name: 'sign-ins-ask-ended', request: nothing, answer: nothing },
    endedOnes: {
      name: 'sign-ins-ended',
      request: z.object({ skip: z.number().int().min(0) }),
      answer: z.object({ ended: z.array(ended).max(ENDED_IN_ONE_PAGE) }),
    },
  };
}

/** The shape of a sign-in with such tokens. */
export function keptSchema<Tokens>(tokens: z.ZodType<Tokens>): z.ZodType<KeptSignIn<Tokens>> {
  return z.object({ id: z.string(), version: z.number(), tokens }) as unknown as z.ZodType<
    KeptSignIn<Tokens>
  >;
}
