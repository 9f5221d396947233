/**
 * The subprotocols of exec and attach over WebSocket, and how each writes a frame. Source: recordings of 1.36 and
 * k8s.io/apimachinery/pkg/util/remotecommand.
 */

import { CHANNEL_V4, CHANNEL_V5 } from '#protocol/channels.ts';

export interface Subprotocol {
  /** The name in the handshake's answer; empty for a client that offers none. */
  readonly name: string;
  /** `v5` can close stdin. `v4` and `v5` send the status as JSON; `v1` sends an error as text and no success. */
  readonly version: 'v5' | 'v4' | 'v1';
  readonly encoding: 'binary' | 'base64';
}

/** For a client that offers no subprotocol. */
const UNNAMED: Subprotocol = { name: '', version: 'v1', encoding: 'binary' };

/** A real kubelet refuses `v3.channel.k8s.io` and the like, which belong to SPDY. */
const KNOWN: readonly Subprotocol[] = [
  { name: CHANNEL_V5, version: 'v5', encoding: 'binary' },
  { name: CHANNEL_V4, version: 'v4', encoding: 'binary' },
  { name: 'v4.base64.channel.k8s.io', version: 'v4', encoding: 'base64' },
  { name: 'channel.k8s.io', version: 'v1', encoding: 'binary' },
  { name: 'base64.channel.k8s.io', version: 'v1', encoding: 'base64' },
];

/**
 * Chooses from the value of `Sec-WebSocket-Protocol`: v5 at any position, else the first known. Undefined if the
 * client offers only unknown ones.
 * @param hasV5 false as before 1.29
 */
export function chooseSubprotocol(header: string | undefined, hasV5 = true): Subprotocol | undefined {
  if (header === undefined) return UNNAMED;
  const known = header
    .split(',')
    .map((name) => KNOWN.find((subprotocol) => subprotocol.name === name.trim()))
    .filter((subprotocol) => subprotocol !== undefined)
    .filter(({ version }) => hasV5 || version !== 'v5');
  return known.find(({ version }) => version === 'v5') ?? known[0];
}
