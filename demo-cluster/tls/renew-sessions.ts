import { randomBytes } from 'node:crypto';
import type { Server } from 'node:https';

/** OpenSSL's answers about the ticket of a session: unknown; known; known, and the client gets a new one. */
const UNKNOWN = 0;
const KNOWN = 1;
const RENEWED = 2;

/** All that Node's tickets consist of has this length: a name, two keys and a start. */
const PART_BYTES = 16;

type TicketAnswer = readonly [answer: number, hmacKey: Buffer, key: Buffer, name?: Buffer, start?: Buffer];

/** Of Node, undocumented. Source: `SecureContext` in its `src/crypto/crypto_context.cc`. */
interface TicketContext {
  onticketkeycallback?: (name: Buffer, start: Buffer, isNew: boolean) => TicketAnswer;
  enableTicketKeyCallback?(): void;
}

/**
 * Gives a connection that resumes a TLS session a new one, as servers in Go do: a client may remember one session for each of its
 * connections. Node's server by itself gives a session to connections that resume none. Where Node is without this, it stays so.
 * Source: `sendSessionTickets` in Go's `crypto/tls`.
 */
export function renewSessions(server: Server): void {
  const { context } = (server as unknown as { readonly _sharedCreds: { readonly context: TicketContext } })
    ._sharedCreds;
  if (context.enableTicketKeyCallback === undefined) return;
  const [ourName, hmacKey, key] = [randomBytes(PART_BYTES), randomBytes(PART_BYTES), randomBytes(PART_BYTES)];
  context.onticketkeycallback = (name, _start, isNew) => {
    if (isNew) return [KNOWN, hmacKey, key, ourName, randomBytes(PART_BYTES)];
    return [name.equals(ourName) ? RENEWED : UNKNOWN, hmacKey, key];
  };
  context.enableTicketKeyCallback();
}
