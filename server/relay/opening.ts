/** What the front tells the owner of a browser connection that it relays: what its sender has presented, and for logs. */

import { z } from 'zod';
import type { Presented } from '#server/ports.ts';
import { RelayFrameError } from './relay-frames.ts';

/** Facts that the owner cannot see by itself. It decides anew who the sender is, from `presented`. */
export interface Opening {
  readonly presented: Presented;
  /** Address of the client, behind trusted proxies the one that they name. */
  readonly address: string;
  /** Names the request that opened the connection. */
  readonly requestId: string;
}

const SHAPE = z.object({
  presented: z.object({ headers: z.record(z.string(), z.array(z.string())), peer: z.string() }),
  address: z.string(),
  requestId: z.string(),
});

export function encodeOpening(opening: Opening): string {
  return JSON.stringify(opening);
}

/** @throws RelayFrameError */
export function decodeOpening(text: string): Opening {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new RelayFrameError('An opening is not JSON');
  }
  const read = SHAPE.safeParse(value);
  if (!read.success) throw new RelayFrameError('An opening has other fields');
  return read.data;
}
