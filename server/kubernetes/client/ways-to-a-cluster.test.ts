/** Everything that a kubeconfig and the environment may say about the way to a cluster, over real sockets. */

import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createServerIdentity } from '#demo-cluster/tls/authority.ts';
import { systemClock } from '#server/system-clock.ts';
import { explain } from '../errors/explain.ts';
import { DEFAULT_LIMITS } from '../limits.ts';
import { type ConnectProxy, startConnectProxy } from '../testing/connect-proxy.ts';
import { contextWith } from '../testing/contexts.ts';
import { FakeApiServer, type FakeIdentity } from '../testing/fake-api-server.ts';
import { startSocksProxy } from '../testing/socks-proxy.ts';
import { ApiClient } from './api-client.ts';
import { Credentials } from './credentials/credentials.ts';
import { systemAuthorities } from './credentials/system-authorities.ts';

let server: FakeApiServer;
let plain: FakeApiServer;
let proxy: ConnectProxy;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'podshell-ways-'));
  const identity = await createServerIdentity(Date.now());
  server = await FakeApiServer.start(identity);
  plain = await FakeApiServer.startPlain();
  proxy = await startConnectProxy(server.port);
  writeFileSync(join(folder, 'ca.pem'), identity.caPem);
});
afterAll(async () => {
  await proxy.close();
  await server.close();
  await plain.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  server.reset();
  plain.reset();
});

interface Way {
  readonly cluster?: object;
  readonly user?: object;
  readonly env?: Readonly<Record<string, string>>;
}

/** A client in `folder`; by default of the HTTPS server, verified by `ca.pem`. */
function clientOf({ cluster, user = {}, env = {} }: Way): ApiClient {
  const known = { server: server.url, 'certificate-authority': 'ca.pem' };
  const credentials = new Credentials(contextWith(cluster ?? known, user, folder), {
    env,
    systemAuthorities: () => systemAuthorities(env),
    clock: systemClock,
    pluginMs: DEFAULT_LIMITS.pluginMs,
    reread: async () => {},
  });
  return new ApiClient(credentials, DEFAULT_LIMITS, systemClock);
}

async function failureOf(way: Way) {
  const error = await clientOf(way)
    .get('/version')
    .catch((cause: unknown) => cause);
  return explain(error, { context: 'prod' });
}

describe('a token file', () => {
  test.each(['relative', 'absolute'])('with a %s path is read again as it rotates', async (kind) => {
    const file = join(folder, `token-${kind}`);
    const client = clientOf({ user: { tokenFile: kind === 'relative' ? `token-${kind}` : file } });
    for (const token of ['one', 'two']) {
      writeFileSync(file, `${token}\n`);
      await client.get('/version');
    }
    expect(server.seen.map(({ authorization }) => authorization)).toEqual(['Bearer one', 'Bearer two']);
  });

  test('comes before a token, which is used when the file is unreadable', async () => {
    const client = clientOf({ user: { tokenFile: 'token-late', token: 'inline' } });
    await client.get('/version');
    writeFileSync(join(folder, 'token-late'), 'from-file');
    await client.get('/version');
    expect(server.seen.map(({ authorization }) => authorization)).toEqual([
      'Bearer inline',
      'Bearer from-file',
    ]);
  });
});

describe('a file that cannot be read is named, and nothing is sent', () => {
  const pem = Buffer.from('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n').toString(
    'base64',
  );
  test.each<[string, Way, RegExp]>([
    [
      'tokenFile',
      { user: { tokenFile: 'no-token' } },
      /tokenFile of context "prod", \S+\/no-token: no such file/,
    ],
    [
      'client-key',
      { user: { 'client-certificate': 'ca.pem', 'client-key': 'no-key' } },
      /client-key .*no-key: no such file/,
    ],
    [
      'client-key-data',
      { user: { 'client-certificate': 'ca.pem', 'client-key-data': pem } },
      /certificate or key/,
    ],
  ])('%s', async (_field, way, words) => {
    const { code, detail } = await failureOf(way);
    expect([code, detail]).toEqual(['cluster-unauthenticated', expect.stringMatching(words)]);
    expect(server.seen).toEqual([]);
  });

  test('an empty token file', async () => {
    writeFileSync(join(folder, 'empty'), '\n');
    expect((await failureOf({ user: { tokenFile: 'empty' } })).detail).toMatch(/empty: it is empty/);
  });
});

describe('impersonation', () => {
  test('is sent in full, as client-go writes it', async () => {
    const user = {
      token: 't',
      as: 'jané',
      'as-uid': '7',
      'as-groups': ['dev', 'ops'],
      'as-user-extra': { 'example.com/scope': ['x', 'y'], 'per%cent': ['z'] },
    };
    await clientOf({ user }).get('/version');
    const [request] = server.seen;
    const pairs = request?.rawHeaders.flatMap((name, index, all) =>
      index % 2 === 0 && name.startsWith('Impersonate-') ? [[name, all[index + 1]]] : [],
    );
    expect(pairs).toEqual([
      ['Impersonate-User', Buffer.from('jané').toString('latin1')],
      ['Impersonate-Uid', '7'],
      ['Impersonate-Group', 'dev'],
      ['Impersonate-Group', 'ops'],
      ['Impersonate-Extra-example.com%2Fscope', 'x'],
      ['Impersonate-Extra-example.com%2Fscope', 'y'],
      ['Impersonate-Extra-per%25cent', 'z'],
    ]);
    expect(request?.authorization).toBe('Bearer t');
  });

  test('names one user to lists and to reviews, in any script', async () => {
    const client = clientOf({ user: { token: 't', as: 'Zoë 王' } });
    await client.get('/version');
    await client.post('/version', { kind: 'Review', name: 'ß' });
    const names = server.seen.map(({ rawHeaders }) => rawHeaders[rawHeaders.indexOf('Impersonate-User') + 1]);
    const bytes = Buffer.from('Zoë 王').toString('latin1');
    expect(names).toEqual([bytes, bytes]);
  });
});

test('a server without TLS is asked with the credentials, as kubectl does', async () => {
  await clientOf({ cluster: { server: plain.url }, user: { token: 't' } }).get('/version');
  expect(plain.seen[0]?.authorization).toBe('Bearer t');
});

test('a cluster whose certificate is not verified', async () => {
  const cluster = { server: server.url, 'insecure-skip-tls-verify': true };
  await clientOf({ cluster }).get('/version');
  expect(server.seen).toHaveLength(1);
});

describe('a cluster without an authority is verified', () => {
  test('with those of the system, so that an unknown one is refused', async () => {
    const { code, detail } = await failureOf({ cluster: { server: server.url } });
    expect([code, detail]).toEqual([
      'cluster-unreachable',
      expect.stringMatching(/of the system.*SSL_CERT_FILE/),
    ]);
    expect(server.seen).toEqual([]);
  });

  test('with SSL_CERT_FILE', async () => {
    const env = { SSL_CERT_FILE: join(folder, 'ca.pem') };
    await clientOf({ cluster: { server: server.url }, env }).get('/version');
    expect(server.seen).toHaveLength(1);
  });

  test('with the files in SSL_CERT_DIR', async () => {
    const env = { SSL_CERT_DIR: `/no/such:${folder}` };
    await clientOf({ cluster: { server: server.url }, env }).get('/version');
    expect(server.seen).toHaveLength(1);
  });

  test('and refused when SSL_CERT_FILE names another authority', async () => {
    const other = join(folder, 'other-ca.txt');
    writeFileSync(other, (await createServerIdentity(Date.now())).caPem);
    const way = { cluster: { server: server.url }, env: { SSL_CERT_FILE: other } };
    expect((await failureOf(way)).detail).toMatch(/not signed/);
  });
});

describe('a proxy', () => {
  const cluster = {
    server: 'https://c.example:6443',
    'certificate-authority': 'ca.pem',
    'tls-server-name': 'localhost',
  };

  test.each(['kubeconfig', 'HTTPS_PROXY'])('from %s leads to the cluster', async (from) => {
    const way =
      from === 'kubeconfig'
        ? { cluster: { ...cluster, 'proxy-url': proxy.url } }
        : { cluster, env: { HTTPS_PROXY: proxy.url } };
    await clientOf({ ...way, user: { token: 't' } }).get('/version');
    expect(proxy.wanted.at(-1)).toBe('c.example:6443');
    expect(server.seen[0]?.authorization).toBe('Bearer t');
  });

  test('of SOCKS5 resolves the name of the cluster itself, as for kubectl', async () => {
    const socks = await startSocksProxy(server.port);
    try {
      await clientOf({ cluster: { ...cluster, 'proxy-url': socks.url }, user: { token: 't' } }).get(
        '/version',
      );
      expect(socks.wanted).toEqual(['c.example:6443']);
      expect(server.seen[0]?.authorization).toBe('Bearer t');
    } finally {
      await socks.close();
    }
  });

  test('from the environment is left out where NO_PROXY says so', async () => {
    const before = proxy.wanted.length;
    const env = { HTTPS_PROXY: proxy.url, NO_PROXY: 'c.invalid' };
    const { detail } = await failureOf({ cluster: { ...cluster, server: 'https://c.invalid' }, env });
    expect(proxy.wanted).toHaveLength(before);
    expect(detail).not.toContain('proxy');
  });

  test('gets renewed client certificates too', async () => {
    const client = clientOf({
      cluster: { ...cluster, 'proxy-url': proxy.url },
      user: { 'client-certificate': 'client.pem', 'client-key': 'client-key.pem' },
    });
    const identities = [await createServerIdentity(Date.now()), await createServerIdentity(Date.now())];
    for (const identity of identities) {
      writeClient(identity);
      await client.get('/version');
    }
    expect(server.seen.map(({ certificate }) => certificate)).toEqual(
      identities.map(({ certPem }) => new X509Certificate(certPem).fingerprint256),
    );
  });

  test('verifies the cluster behind it', async () => {
    writeFileSync(join(folder, 'wrong.pem'), (await createServerIdentity(Date.now())).caPem);
    const wrong = { ...cluster, 'certificate-authority': 'wrong.pem', 'proxy-url': proxy.url };
    expect((await failureOf({ cluster: wrong })).detail).toMatch(/not signed/);
    expect(server.seen).toEqual([]);
  });

  test('that refuses, or cannot be reached, is named without its password, with what names it', async () => {
    const refusing = await startConnectProxy(server.port, 407);
    const url = refusing.url.replace('://', '://user:secret@');
    const refused = await failureOf({ cluster, env: { HTTPS_PROXY: url } });
    await refusing.close();
    const gone = await failureOf({ cluster: { ...cluster, 'proxy-url': url } });
    expect(refused).toMatchObject({ code: 'cluster-unreachable' });
    expect(refused.detail).toContain(`through the proxy ${refusing.host}: the proxy answered 407.`);
    expect(refused.detail).toMatch(/Check the proxy, and HTTPS_PROXY and NO_PROXY where Podshell runs\.$/);
    expect(gone.detail).toContain(`through the proxy ${refusing.host}: connection refused.`);
    expect(gone.detail).toMatch(/Check the proxy, and proxy-url in the kubeconfig\.$/);
    expect(refused.detail + gone.detail).not.toContain('secret');
  });

  test('that is no address is told', async () => {
    const { code, detail } = await failureOf({ cluster, env: { HTTPS_PROXY: 'ftp://x' } });
    expect([code, detail]).toEqual([
      'cluster-unreachable',
      expect.stringMatching(/HTTPS_PROXY .* is not an http/),
    ]);
  });
});

function writeClient({ certPem, keyPem }: FakeIdentity): void {
  writeFileSync(join(folder, 'client.pem'), certPem);
  writeFileSync(join(folder, 'client-key.pem'), keyPem);
}
