import { alone } from '../peers/alone.ts';
import type { Peers } from '../peers/ports.ts';

/** The peers of a single process: none. */
export function lonePeers(): Peers {
  return alone({ id: 'test-0123456789ab', name: 'test' });
}
