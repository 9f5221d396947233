/**
 * Files of pages that this replica does not have. During a deploy, a page of one version names files that only replicas of
 * that version have, and its requests come to any replica.
 */

import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import type { Peer } from '#server/peers/ports.ts';
import type { Clock } from '#server/ports.ts';
import type { RequestTarget } from '../request/request-target.ts';
import { answerAs } from './pass-on-request.ts';

/** Milliseconds that one replica has to begin its answer. */
const PATIENCE_MS = 2_000;

const NOT_FOUND = 404;

/** The path below `/_next/static/` of a request that reads; undefined for any other. */
export function builtFileIn(method: string, { segments }: RequestTarget): readonly string[] | undefined {
  if (method !== 'GET' && method !== 'HEAD') return undefined;
  const [next, kind, ...file] = segments;
  return next === '_next' && kind === 'static' && file.length > 0 ? file : undefined;
}

/**
 * Asks one replica after the other, and answers with the first file that there is.
 * @param ask begins the request to a replica
 * @returns false: none has it, and nothing is answered
 */
export async function answerWithFile(
  response: ServerResponse,
  peers: readonly Peer[],
  ask: (peer: Peer) => ClientRequest,
  clock: Clock,
): Promise<boolean> {
  for (const peer of peers) {
    const outgoing = ask(peer);
    const incoming = await answerTo(outgoing, clock);
    if (response.destroyed) {
      outgoing.destroy();
      return true;
    }
    if (incoming === undefined || incoming.statusCode === NOT_FOUND) {
      incoming?.resume();
      continue;
    }
    response.on('error', () => {});
    response.once('close', () => outgoing.destroy());
    incoming.once('error', () => response.destroy());
    answerAs(incoming, response);
    incoming.pipe(response);
    return true;
  }
  return false;
}

/** The start of the answer; undefined where none comes. Never rejects. */
function answerTo(outgoing: ClientRequest, clock: Clock): Promise<IncomingMessage | undefined> {
  return new Promise((resolve) => {
    const cancel = clock.after(PATIENCE_MS, () => outgoing.destroy());
    const settle = (incoming?: IncomingMessage): void => {
      cancel();
      resolve(incoming);
    };
    outgoing.once('response', settle);
    outgoing.on('error', () => settle());
    outgoing.end();
  });
}
