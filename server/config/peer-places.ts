/** Where other replicas are found, as `PODSHELL_PEERS` says it. */

import { hostAndPort, isHost } from './addresses.ts';
import type { Settings } from './settings.ts';

export type PeerPlaces =
  /** A single process. */
  | { readonly kind: 'none' }
  /** Origins, such as `https://web-1.example.com:9443`. */
  | { readonly kind: 'list'; readonly urls: readonly string[] }
  /** A name with the address of each replica, such as that of a headless Service. */
  | { readonly kind: 'dns'; readonly name: string; readonly port: number }
  | {
      readonly kind: 'endpointslices';
      readonly namespace: string;
      readonly service: string;
      readonly port: number;
    };

const LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** Undefined for a text that is none of the forms. */
export function readPeerPlaces(text: string): PeerPlaces | undefined {
  if (text === '') return { kind: 'none' };
  const [, scheme, rest = ''] = /^(dns|endpointslices):\/\/(.*)$/.exec(text) ?? [];
  if (scheme === undefined) {
    const urls = text.split(',').map((url) => url.trim());
    const origins = urls.map(peerOrigin).filter((origin) => origin !== undefined);
    return origins.length === urls.length ? { kind: 'list', urls: origins } : undefined;
  }
  if (scheme === 'dns') {
    const address = hostAndPort(rest);
    return isPeerAddress(address) ? { kind: 'dns', name: address.host, port: address.port } : undefined;
  }
  const [namespace = '', serviceAndPort = '', ...more] = rest.split('/');
  const address = hostAndPort(serviceAndPort);
  if (more.length > 0 || !LABEL.test(namespace) || !isPeerAddress(address) || !LABEL.test(address.host)) {
    return undefined;
  }
  return { kind: 'endpointslices', namespace, service: address.host, port: address.port };
}

/**
 * The origin of a listener for peers, with or without a slash at the end; undefined for another text. Replicas speak TLS to
 * each other in any case, so `http` says the same as `https`, but for the port where none is named.
 */
export function peerOrigin(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, origin, hostname, port } = new URL(text);
  if (!isHost(hostname) || (text !== origin && text !== `${origin}/`)) return undefined;
  if (protocol === 'https:') return origin;
  return protocol === 'http:' ? new URL(`https://${hostname}:${port || '80'}`).origin : undefined;
}

/** Sentences on what is wrong with settings of peers that are valid each by itself. */
export function explainPeers({
  peers,
  peerListen = '',
  peerUrl = '',
  secret,
}: Partial<Settings>): readonly string[] {
  // Said already.
  if (peers === undefined) return [];
  if (peers === '') {
    const without = { PODSHELL_PEER_LISTEN: peerListen, PODSHELL_PEER_URL: peerUrl };
    return Object.entries(without)
      .filter(([, value]) => value !== '')
      .map(([name]) => `${name} needs PODSHELL_PEERS.`);
  }
  const errors: string[] = [];
  if (secret?.length === 0) {
    errors.push('PODSHELL_PEERS needs PODSHELL_SECRET, by which replicas know each other.');
  }
  if (peerListen === '')
    errors.push('PODSHELL_PEERS needs PODSHELL_PEER_LISTEN, where other replicas connect.');
  return errors;
}

function isPeerAddress(address: ReturnType<typeof hostAndPort>): address is { host: string; port: number } {
  return address !== undefined && address.port > 0;
}
