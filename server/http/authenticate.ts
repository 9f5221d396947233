/** Asks who sends a request, before anything is done for it. */

import type { IncomingMessage } from 'node:http';
import { isPodshellError, PodshellError, type ProblemCode } from '#protocol/problem.ts';
import type { Authenticated, Presented } from '#server/ports.ts';
import type { Gate } from './ports.ts';
import { type ArrivalOf, byItsSocket } from './request/arrival.ts';

export type Admission =
  | { readonly kind: 'known'; readonly who: Authenticated }
  | { readonly kind: 'refused'; readonly code: ProblemCode; readonly detail: string }
  /** An error of ours. */
  | { readonly kind: 'failed'; readonly error: unknown };

/**
 * Who sends the request. Never rejects. Without a promise where the gate needs none.
 * @param arrivalOf tells where the request comes from
 * @param longestMs a gate that takes longer counts as down
 */
export function authenticate(
  request: IncomingMessage,
  gate: Gate,
  arrivalOf: ArrivalOf,
  longestMs: number,
): Admission | Promise<Admission> {
  try {
    const who = gate.authenticate(presentedBy(request, arrivalOf));
    return who instanceof Promise ? settle(who, longestMs) : { kind: 'known', who };
  } catch (error) {
    return refusal(error);
  }
}

/** What a request shows of its sender. */
export function presentedBy(request: IncomingMessage, arrivalOf: ArrivalOf = byItsSocket): Presented {
  return { headers: request.headersDistinct, peer: arrivalOf(request).peer };
}

async function settle(pending: Promise<Authenticated>, longestMs: number): Promise<Admission> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(tooSlow(longestMs)), longestMs);
  });
  try {
    return { kind: 'known', who: await Promise.race([pending, tooLate]) };
  } catch (error) {
    return refusal(error);
  } finally {
    clearTimeout(timer);
  }
}

function refusal(error: unknown): Admission {
  if (!isPodshellError(error)) return { kind: 'failed', error };
  return { kind: 'refused', code: error.code, detail: error.message };
}

function tooSlow(longestMs: number): PodshellError {
  return new PodshellError(
    'sign-in-unavailable',
    `Your sign-in could not be checked within ${longestMs / 1000} s. Try again in a moment.`,
  );
}
