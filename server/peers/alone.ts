/** A single process: it has no peers, is the home of everything, and its shells end with it. */

import { parseReplicaId } from '#protocol/replica-ids.ts';
import type { Peers, Replica } from './ports.ts';

/** Nobody can be asked, and nobody asks. */
export function alone(self: Replica): Peers {
  return {
    self,
    live: [],
    unreachable: [],
    fateOf: (id) =>
      id === self.id
        ? { kind: 'self' }
        : { kind: 'gone', replica: parseReplicaId(id) ?? { id, name: id.slice(0, MAX_SHOWN) } },
    homeOf: () => undefined,
    isolated: false,
    onChange: () => () => {},
    call: () => Promise.reject(new Error('A single process has no peer to call')),
    serve() {},
  };
}

/** Of a text that is no id of a replica. */
const MAX_SHOWN = 40;
