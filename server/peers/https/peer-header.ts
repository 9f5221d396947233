/** The one header that every request between replicas has: what it is, who sends it, and for whom. */

import { parseReplicaId } from '#protocol/replica-ids.ts';
import type { Replica } from '../ports.ts';

/** Lower case, as Node has names of headers. What a client sends under this name is never passed on. */
export const PEER_HEADER = 'x-podshell-peer';

/** `forwarded` requests have paths of clients' choosing, so that no path may say what a request is. */
const KINDS = ['hello', 'call', 'relay', 'forwarded'] as const;

export type PeerRequestKind = (typeof KINDS)[number];

export interface PeerHeader {
  readonly kind: PeerRequestKind;
  readonly from: Replica;
  /** Id of the replica that is meant; empty in a hello, which asks for it. */
  readonly to: string;
}

/** The header's value. */
export function writePeerHeader({ kind, from, to }: PeerHeader): string {
  return `${kind} ${from.id} ${to}`.trimEnd();
}

/** @returns undefined where it is not well-formed */
export function readPeerHeader(value: string | undefined): PeerHeader | undefined {
  const [kind = '', fromId = '', to = '', ...more] = value?.split(' ') ?? [];
  const from = parseReplicaId(fromId);
  const known = KINDS.find((one) => one === kind);
  if (known === undefined || from === undefined || more.length > 0) return undefined;
  return { kind: known, from, to };
}
