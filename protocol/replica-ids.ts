/**
 * Ids that say where something lives. A replica is one run of one server process. What it owns may carry its id, so that
 * every replica, and the page, know without asking where a request belongs. Whether Podshell has made such an id is for the
 * server to check.
 */

/** Longest name of a replica. The end of a longer one is kept, since there names of pods differ. */
const MAX_REPLICA_NAME = 40;

const REPLICA_ID = /^([a-z0-9-]{1,40})-([0-9a-f]{12})$/;

/** A random part, the id of the replica, and a code that only Podshell can make. None of them has a tilde. */
const OWNED_ID = /^([\w-]{32})~([a-z0-9-]{14,53})~([\w-]{16})$/;

export interface ReplicaName {
  readonly id: string;
  /** For users and logs: what is left of the name of the pod or host. */
  readonly name: string;
}

export interface OwnedIdParts {
  readonly owner: ReplicaName;
  /** What the code is made from. */
  readonly signed: string;
  /** 16 characters of base64url. */
  readonly code: string;
}

/**
 * A replica's id, fit for a segment of a SockJS path (which takes no dots).
 * @param name of the pod or host, however spelled
 * @param nonce 12 hexadecimal digits, new at each start
 */
export function replicaId(name: string, nonce: string): string {
  const plain = name.toLowerCase().replace(/[^a-z0-9-]/g, '-');
  return `${plain.slice(-MAX_REPLICA_NAME) || 'podshell'}-${nonce}`;
}

/** The id's parts; undefined where it is none. */
export function parseReplicaId(id: string): ReplicaName | undefined {
  const name = REPLICA_ID.exec(id)?.[1];
  return name === undefined ? undefined : { id, name };
}

/** What an owned id says of itself; undefined for every other id, such as those of a single process. */
export function parseOwnedId(id: string): OwnedIdParts | undefined {
  const [, random, ownerId = '', code = ''] = OWNED_ID.exec(id) ?? [];
  const owner = parseReplicaId(ownerId);
  return owner === undefined ? undefined : { owner, signed: `${random}~${ownerId}`, code };
}
