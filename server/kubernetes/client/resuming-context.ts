import tls from 'node:tls';

/** The first of them is offered with a key, the others if the server insists. */
const CURVES = 'X25519:P-256:P-384';

/**
 * For connections that resume a TLS session, and for nothing else: it trusts no authority. Node keeps the keys that it has
 * offered for as long as a connection lives, and those against quantum computers (ML-KEM) take 9 KB. A resumed session does
 * not need them again: its keys come from the session before as well (RFC 8446, section 7.1), which had them.
 * Undefined where OpenSSL is set up without these curves.
 */
export const RESUMING_CONTEXT: tls.SecureContext | undefined = makeContext();

function makeContext(): tls.SecureContext | undefined {
  try {
    return tls.createSecureContext({ ca: [], ecdhCurve: CURVES });
  } catch {
    return undefined;
  }
}
