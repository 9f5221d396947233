/**
 * Programs can put text into the user's clipboard with OSC 52 (xterm's control sequences). What they put there may be
 * run elsewhere when it is pasted, so they may only where the user has said so. Reading the clipboard is never
 * answered.
 */

/** Characters of base64; more is refused. */
const MAX_ENCODED = 256 * 1024;

/**
 * The text that a program wants in the clipboard; null for a question, for what is not text, and for too much.
 * @param data of the sequence, after `52;`: selections, `;`, base64 of UTF-8
 */
export function parseClipboardRequest(data: string): string | null {
  const encoded = /^[cpqs0-7]*;([A-Za-z0-9+/]+={0,2})$/.exec(data)?.[1];
  if (encoded === undefined || encoded.length > MAX_ENCODED) return null;
  try {
    const bytes = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/**
 * What the user has said about one terminal. A request that waits is the newest one. An answer is for the text that
 * was shown; it holds for later ones only when the user wants it remembered.
 */
export type ClipboardConsent =
  | { readonly kind: 'unasked' }
  | { readonly kind: 'asking'; readonly text: string }
  | { readonly kind: 'allowed' }
  | { readonly kind: 'refused' };

/** The consent after a request; `copy` is what may go into the clipboard now. */
export function requested(
  consent: ClipboardConsent,
  text: string,
): { readonly consent: ClipboardConsent; readonly copy: string | null } {
  switch (consent.kind) {
    case 'unasked':
    case 'asking':
      return { consent: { kind: 'asking', text }, copy: null };
    case 'allowed':
      return { consent, copy: text };
    case 'refused':
      return { consent, copy: null };
    default:
      return consent satisfies never;
  }
}

/** The consent after the user's answer. An answer to no question changes nothing. */
export function answered(
  consent: ClipboardConsent,
  allow: boolean,
  remember: boolean,
): { readonly consent: ClipboardConsent; readonly copy: string | null } {
  if (consent.kind !== 'asking') return { consent, copy: null };
  const after = allow ? 'allowed' : 'refused';
  return { consent: { kind: remember ? after : 'unasked' }, copy: allow ? consent.text : null };
}
