/** The directory that `PODSHELL_PEERS` names. */

import { lookup } from 'node:dns/promises';
import type { PeerPlaces } from '#server/config/peer-places.ts';
import type { Clock, Logger } from '#server/ports.ts';
import type { Directory } from '../transport.ts';
import { DnsDirectory, urlOf } from './dns-directory.ts';

/**
 * Follows the addresses behind a Service, whatever the state of what has them: at first, and after each change. Tries for
 * ever, until `signal` aborts.
 */
export type FollowEndpoints = (
  service: { readonly namespace: string; readonly service: string },
  onAddresses: (addresses: readonly string[]) => void,
  signal: AbortSignal,
) => void;

export interface DirectoryOptions {
  readonly places: Exclude<PeerPlaces, { kind: 'none' }>;
  readonly followEndpoints: FollowEndpoints;
  readonly clock: Clock;
  readonly logger: Logger;
}

export function openDirectory({ places, followEndpoints, clock, logger }: DirectoryOptions): Directory {
  switch (places.kind) {
    case 'list':
      return { start: (onListed) => onListed(places.urls), dispose() {} };
    case 'dns':
      return new DnsDirectory({ ...places, resolve, clock, logger });
    case 'endpointslices': {
      const ended = new AbortController();
      return {
        start(onListed) {
          const onAddresses = (addresses: readonly string[]) =>
            onListed(addresses.map((address) => urlOf(address, places.port)));
          followEndpoints(places, onAddresses, ended.signal);
        },
        dispose: () => ended.abort(),
      };
    }
  }
}

/** By the system's resolver, which knows search domains and /etc/hosts. */
async function resolve(name: string): Promise<readonly string[]> {
  return (await lookup(name, { all: true, order: 'verbatim' })).map(({ address }) => address);
}
