/** The settings of a process that is one of several replicas. */

import { hostAndPort } from './addresses.ts';
import { peerOrigin, readPeerPlaces } from './peer-places.ts';
import { type SettingSpec, text } from './setting.ts';
import type { PeerSettings } from './settings.ts';

export const PEER_SETTINGS: { readonly [Key in keyof PeerSettings]: SettingSpec<PeerSettings[Key]> } = {
  peers: {
    env: 'PODSHELL_PEERS',
    ...text(
      (peers) => readPeerPlaces(peers) !== undefined,
      'a comma list of URLs such as https://web-1.example.com:9443, or dns://NAME:PORT, or endpointslices://NAMESPACE/SERVICE:PORT',
    ),
    fallback: '',
    unit: '',
    meaning:
      'Where the other [replicas](docs/replicas.md) are: their URLs, the DNS name of a headless Service, or its EndpointSlices. Needs `PODSHELL_SECRET` and `PODSHELL_PEER_LISTEN`. Empty: a single process.',
  },
  peerListen: {
    env: 'PODSHELL_PEER_LISTEN',
    ...text(
      (address) => hostAndPort(address) !== undefined,
      'host:port such as 0.0.0.0:9443 or [::]:9443, with an IP address or a host name',
    ),
    fallback: '',
    unit: 'host:port',
    meaning:
      'Where other replicas connect: a listener of its own, with a key made from `PODSHELL_SECRET`, without which nobody gets beyond the TLS handshake. Port 0 picks a free port.',
  },
  peerUrl: {
    env: 'PODSHELL_PEER_URL',
    ...text((url) => peerOrigin(url) !== undefined, 'a URL such as https://10.0.0.5:9443, without a path'),
    fallback: '',
    unit: 'URL',
    meaning:
      'Where other replicas reach this one. A new replica tells it to the others, who need not wait for DNS then. Default: `POD_IP` with the port of `PODSHELL_PEER_LISTEN`, else its address, unless that is every address of the machine.',
  },
};
