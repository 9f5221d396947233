/**
 * The subprotocols of exec and attach over WebSocket, and how each writes a frame. Source: recordings of 1.36 and
 * k8s.io/apimachinery/pkg/util/remotecommand.
 */

import { CHANNEL_V4, CHANNEL_V5 } from '#protocol/channels.ts';

export interface Subprotocol {
  /** What the handshake answers; empty for a client that offers none. */
  readonly name: string;
  /** `v5` may close stdin, `v4` says a status as JSON, `v1` says an error as text and a success not at all. */
  readonly version: 'v5' | 'v4' | 'v1';
  readonly encoding: 'binary' | 'base64';
}

/** For a client that names no subprotocol. */
export const UNNAMED: Subprotocol = { name: '', version: 'v1', encoding: 'binary' };

/** `v3.channel.k8s.io` and the like are for another transport: a real kubelet refuses them here. */
const KNOWN: readonly Subprotocol[] = [
  { name: CHANNEL_V5, version: 'v5', encoding: 'binary' },
  { name: CHANNEL_V4, version: 'v4', encoding: 'binary' },
  { name: 'v4.base64.channel.k8s.io', version: 'v4', encoding: 'base64' },
  { name: 'channel.k8s.io', version: 'v1', encoding: 'binary' },
  { name: 'base64.channel.k8s.io', version: 'v1', encoding: 'base64' },
];

/**
 * Chooses from the value of `Sec-WebSocket-Protocol`: v5 wherever it stands, else the first known. Undefined when
 * something is offered and nothing known.
 */
export function chooseSubprotocol(header: string | undefined): Subprotocol | undefined {
  if (header === undefined) return UNNAMED;
  const known = header
    .split(',')
    .map((name) => KNOWN.find((subprotocol) => subprotocol.name === name.trim()))
    .filter((subprotocol) => subprotocol !== undefined);
  return known.find(({ version }) => version === 'v5') ?? known[0];
}
