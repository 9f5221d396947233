/**
 * Signs a frame in a page of another site in, where browsers send none of our cookies. A window of our own signs in and
 * hands the frame a ticket. The frame redeems it for a cookie that browsers keep for frames in that site alone.
 */

import { sessionsRoute } from '#components/addresses/api-routes.ts';
import { served } from '#components/addresses/served.ts';
import { frameSignInHref, frameSignInRoute } from '#components/addresses/sign-in-addresses.ts';
import { ask, type Failure } from '#components/failures/read-failure.ts';
import { announceSignIn } from '#components/failures/sign-in-next.ts';
import { popupFeatures } from '#components/failures/sign-in-popup.ts';

/** What a frame proves itself with. It leaves the frame only with the ticket; the challenge is its SHA-256. */
export interface FrameSecret {
  readonly secret: string;
  readonly challenge: string;
}

export type FrameSignIn =
  | { readonly kind: 'signed-in' }
  /** The browser opens no windows for this frame. */
  | { readonly kind: 'blocked' }
  /** The user has closed the window. */
  | { readonly kind: 'closed' }
  /** The browser does not keep the frame's cookie. */
  | { readonly kind: 'not-kept' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** The message that hands a ticket over. */
interface TicketMessage {
  readonly source: 'podshell';
  readonly ticket: string;
}

/** How often it is looked whether the user has closed the window. Milliseconds. */
const LOOK_MS = 500;

/** Undefined where the page was not loaded securely: browsers would not keep the cookie either. */
export async function newFrameSecret(): Promise<FrameSecret | undefined> {
  if (!window.isSecureContext) return undefined;
  const secret = base64url(crypto.getRandomValues(new Uint8Array(32)));
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(secret));
  return { secret, challenge: base64url(new Uint8Array(hash)) };
}

/** Call it for a click of the user. Tells all frames of this site when it is done. Never rejects. */
export async function signInForFrame({ secret, challenge }: FrameSecret): Promise<FrameSignIn> {
  const popup = window.open(served(frameSignInHref(challenge)), '_blank', popupFeatures());
  if (popup === null) return { kind: 'blocked' };
  const ticket = await ticketFrom(popup);
  if (ticket === undefined) return { kind: 'closed' };
  const answer = await ask(
    () =>
      fetch(frameSignInRoute(), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ticket, secret }),
      }),
    async () => {},
  );
  if (answer.kind === 'failed') return answer;
  if (!(await isSignedIn())) return { kind: 'not-kept' };
  announceSignIn();
  return { kind: 'signed-in' };
}

/** In the window: hands the ticket to the frame that has opened it. False: the browser has cut the two apart. */
export function handTicket(ticket: string): boolean {
  const opener = window.opener as Window | null;
  if (opener === null) return false;
  const message: TicketMessage = { source: 'podshell', ticket };
  // Only a page of ours may get it, whoever has opened this window.
  opener.postMessage(message, window.location.origin);
  return true;
}

/** True if this browser sends a sign-in with our requests. Asks what answers fast, and nobody who is not signed in. */
export async function isSignedIn(): Promise<boolean> {
  try {
    return (await fetch(sessionsRoute(), { method: 'HEAD', cache: 'no-store' })).ok;
  } catch {
    return false;
  }
}

/** The ticket that the window hands over; undefined when it was closed without one. */
function ticketFrom(popup: Window): Promise<string | undefined> {
  const done = new AbortController();
  return new Promise((resolve) => {
    const finish = (ticket: string | undefined) => {
      done.abort();
      clearInterval(looking);
      resolve(ticket);
    };
    const looking = setInterval(() => popup.closed && finish(undefined), LOOK_MS);
    window.addEventListener(
      'message',
      ({ source, origin, data }: MessageEvent) => {
        if (source === popup && origin === window.location.origin && isTicket(data)) finish(data.ticket);
      },
      { signal: done.signal },
    );
  });
}

function isTicket(data: unknown): data is TicketMessage {
  const { source, ticket } = (data ?? {}) as Partial<Record<string, unknown>>;
  return source === 'podshell' && typeof ticket === 'string';
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}
