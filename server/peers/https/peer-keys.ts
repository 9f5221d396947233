/**
 * How replicas know each other: by keys made from `PODSHELL_SECRET`, in TLS with a pre-shared key (RFC 4279, RFC 5489). Both
 * ends prove that they have one, nobody else reads what passes, and there are no certificates to issue.
 */

import { hkdfSync } from 'node:crypto';
import { createSecureContext, type SecureContext } from 'node:tls';

interface PeerKey {
  /** Names the key in the handshake without telling anything of it. */
  readonly id: string;
  readonly key: Buffer;
}

/**
 * With fresh keys for each connection, so that what was recorded stays secret when the secret is lost. In TLS 1.3 a listener
 * does not name the keys that it has, and a client would have to guess while the secret is rotated.
 */
const TLS = {
  ciphers: 'ECDHE-PSK-CHACHA20-POLY1305',
  minVersion: 'TLSv1.2',
  maxVersion: 'TLSv1.2',
} as const;

/** More do not fit the message in which a listener names the keys that it has. */
const MAX_KEYS = 10;

export class PeerKeys {
  readonly #keys: readonly PeerKey[];
  /** One for all connections: each would make its own, of 10 KB. */
  readonly #context: SecureContext = createSecureContext(TLS);

  /** @param secrets the first is used where the other end has it, else the first that both have */
  constructor(secrets: readonly string[]) {
    this.#keys = secrets.slice(0, MAX_KEYS).map((secret) => ({
      id: derive(secret, 'podshell peers key id', 8).toString('base64url'),
      key: derive(secret, 'podshell peers key', 32),
    }));
  }

  /** Options of a TLS server. */
  get listening() {
    return {
      ...TLS,
      pskIdentityHint: this.#keys.map(({ id }) => id).join(' '),
      pskCallback: (_socket: unknown, identity: string): Buffer | null =>
        this.#keys.find(({ id }) => id === identity)?.key ?? null,
    };
  }

  /** Options of a TLS client. */
  get connecting() {
    return {
      secureContext: this.#context,
      pskCallback: (hint: string | null): { psk: Buffer; identity: string } | null => {
        const known = new Set(hint?.split(' '));
        const shared = this.#keys.find(({ id }) => known.has(id));
        return shared === undefined ? null : { psk: shared.key, identity: shared.id };
      },
      // The key has proved who it is; there is no certificate to have a name.
      checkServerIdentity: () => undefined,
      // One for all names: connections are kept by address.
      servername: '',
    };
  }
}

function derive(secret: string, label: string, bytes: number): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', label, bytes));
}
