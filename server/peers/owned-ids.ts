/**
 * Makes and checks ids that name their owner ({@link parseOwnedId}). Nobody else can make one: an id decides where a request
 * and its cookies are sent.
 */

import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { parseOwnedId } from '#protocol/replica-ids.ts';
import type { Replica } from './ports.ts';

const RANDOM_BYTES = 24;
const CODE_BYTES = 12;

/** What an id is of. One of another kind is not accepted. */
export type OwnedIdKind = 'session' | 'pod-stream' | 'view';

export interface OwnedIdsOptions {
  readonly kind: OwnedIdKind;
  /** `PODSHELL_SECRET`: the first key signs, all of them verify. At least one. */
  readonly secrets: readonly string[];
  readonly self: Replica;
}

export class OwnedIds {
  readonly #self: Replica;
  readonly #keys: readonly Buffer[];

  constructor({ kind, secrets, self }: OwnedIdsOptions) {
    this.#self = self;
    const label = `podshell owned id ${kind}`;
    this.#keys = secrets.map((secret) => Buffer.from(hkdfSync('sha256', secret, '', label, 32)));
  }

  /** A new id of this replica. */
  mint(): string {
    const signed = `${randomBytes(RANDOM_BYTES).toString('base64url')}~${this.#self.id}`;
    return `${signed}~${this.#codes(signed).next().value}`;
  }

  /** Whose it is; undefined unless a replica with one of the secrets has made it, for this kind. */
  ownerOf(id: string): Replica | undefined {
    const parts = parseOwnedId(id);
    if (parts === undefined) return undefined;
    const given = Buffer.from(parts.code);
    for (const code of this.#codes(parts.signed)) {
      if (timingSafeEqual(Buffer.from(code), given)) return parts.owner;
    }
    return undefined;
  }

  *#codes(signed: string): Generator<string, undefined> {
    for (const key of this.#keys) {
      const mac = createHmac('sha256', key).update(signed).digest();
      yield mac.subarray(0, CODE_BYTES).toString('base64url');
    }
    return undefined;
  }
}
