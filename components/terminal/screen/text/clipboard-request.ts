/**
 * Programs can write to the user's clipboard with OSC 52 (xterm's control sequences). The text may be run elsewhere when
 * it is pasted, so the user must allow it. Requests to read the clipboard are never answered.
 */

/** Longest data, in characters of base64. */
const MAX_ENCODED = 256 * 1024;

/**
 * The text of a request; null for a read request, for data that is not text, and for too long data.
 * @param data the data of the sequence after `52;`: selections, `;`, base64 of UTF-8
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
 * The user's consent for one terminal. Only the newest request is pending. An answer applies to the text that was shown,
 * and to later ones only if the user wants it remembered.
 */
export type ClipboardConsent =
  | { readonly kind: 'unasked' }
  | { readonly kind: 'asking'; readonly text: string }
  | { readonly kind: 'allowed' }
  | { readonly kind: 'refused' };

/** The consent after a request; `copy` is the text to write to the clipboard now. */
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

/** The consent after the user's answer. Without a pending request it is unchanged. */
export function answered(
  consent: ClipboardConsent,
  allow: boolean,
  remember: boolean,
): { readonly consent: ClipboardConsent; readonly copy: string | null } {
  if (consent.kind !== 'asking') return { consent, copy: null };
  const after = allow ? 'allowed' : 'refused';
  return { consent: { kind: remember ? after : 'unasked' }, copy: allow ? consent.text : null };
}
