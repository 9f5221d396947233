import { describe, expect, test } from 'vitest';
import { loadSettings } from './load-settings.ts';
import { readPeerPlaces } from './peer-places.ts';

test.each([
  ['', { kind: 'none' }],
  ['https://web-1:9443', { kind: 'list', urls: ['https://web-1:9443'] }],
  [
    'https://web-1:9443/, https://[fd00::1]:9443,https://10.0.0.1',
    { kind: 'list', urls: ['https://web-1:9443', 'https://[fd00::1]:9443', 'https://10.0.0.1'] },
  ],
  [
    'http://web-1:9443,http://web-2,http://[fd00::1]:443',
    { kind: 'list', urls: ['https://web-1:9443', 'https://web-2:80', 'https://[fd00::1]'] },
  ],
  ['dns://podshell-peers.tools.svc:9443', { kind: 'dns', name: 'podshell-peers.tools.svc', port: 9443 }],
  [
    'endpointslices://tools/podshell-peers:9443',
    { kind: 'endpointslices', namespace: 'tools', service: 'podshell-peers', port: 9443 },
  ],
])('%j', (text, places) => {
  expect(readPeerPlaces(text)).toEqual(places);
});

test.each([
  'web-1:9443',
  'ftp://web-1:9443',
  'https://web-1:9443/path',
  'https://web-1:9443?query',
  'https://user@web-1:9443',
  'https://web-1:9443,',
  'dns://podshell-peers',
  'dns://podshell-peers:0',
  'dns://podshell-peers:65536',
  'dns://:9443',
  'endpointslices://podshell-peers:9443',
  'endpointslices://tools/podshell-peers',
  'endpointslices://Tools/podshell-peers:9443',
  'endpointslices://tools/podshell.peers:9443',
  'endpointslices://tools/podshell-peers:9443/',
  'endpointslices://tools/..:9443',
])('%j is refused', (text) => {
  expect(readPeerPlaces(text)).toBeUndefined();
});

describe('settings of peers', () => {
  const peers = { PODSHELL_PEERS: 'https://web-1:9443' };
  const secret = { PODSHELL_SECRET: 's'.repeat(32) };
  const listen = { PODSHELL_PEER_LISTEN: '127.0.0.1:9443' };

  test('are accepted together', () => {
    const url = { PODSHELL_PEER_URL: 'https://10.0.0.1:9443' };
    expect(loadSettings({ ...peers, ...secret, ...listen, ...url })).toMatchObject({
      kind: 'ok',
      settings: {
        peers: 'https://web-1:9443',
        peerListen: '127.0.0.1:9443',
        peerUrl: 'https://10.0.0.1:9443',
      },
    });
  });

  test('what is missing is said in one message', () => {
    expect(loadSettings(peers)).toEqual({
      kind: 'bad',
      message:
        '2 invalid settings:\n' +
        '  PODSHELL_PEERS needs PODSHELL_SECRET, by which replicas know each other.\n' +
        '  PODSHELL_PEERS needs PODSHELL_PEER_LISTEN, where other replicas connect.',
    });
  });

  test.each([
    [listen, 'PODSHELL_PEER_LISTEN needs PODSHELL_PEERS.'],
    [{ PODSHELL_PEER_URL: 'https://10.0.0.1:9443' }, 'PODSHELL_PEER_URL needs PODSHELL_PEERS.'],
    [{ ...secret, ...listen, PODSHELL_PEERS: 'web-1' }, 'PODSHELL_PEERS is "web-1"; it must be'],
    [{ ...peers, ...secret, PODSHELL_PEER_LISTEN: '9443' }, 'PODSHELL_PEER_LISTEN is "9443"; it must be'],
    [
      { ...peers, ...secret, ...listen, PODSHELL_PEER_URL: 'http://a/b' },
      'PODSHELL_PEER_URL is "http://a/b"; it must be',
    ],
  ])('%j is refused', (env, message) => {
    expect(loadSettings(env)).toMatchObject({ kind: 'bad', message: expect.stringContaining(message) });
  });

  test('a list that is refused is not said to be missing as well', () => {
    const loaded = loadSettings({ ...listen, PODSHELL_PEERS: 'web-1' });
    expect(loaded.kind === 'bad' && loaded.message).not.toContain('PODSHELL_PEER_LISTEN');
  });
});
