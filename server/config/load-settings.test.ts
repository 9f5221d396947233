import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { browsersUseHttps } from './browser-scheme.ts';
import { type Environment, loadSettings } from './load-settings.ts';
import { SETTINGS } from './schema.ts';

function load(env: Environment) {
  const loaded = loadSettings(env);
  if (loaded.kind === 'bad') throw new Error(loaded.message);
  return loaded.settings;
}

function errorOf(env: Environment): string {
  const loaded = loadSettings(env);
  return loaded.kind === 'bad' ? loaded.message : 'no error';
}

test('an empty environment gives the defaults', () => {
  const { auth, ...settings } = load({ PATH: '/bin' });
  expect(auth).toBe('kubeconfig');
  for (const [key, value] of Object.entries(settings)) {
    expect(value).toEqual(SETTINGS[key as keyof typeof settings].fallback);
  }
  expect(settings).toMatchObject({ port: 3000, host: '127.0.0.1', sockjsPrefix: '/ws/api/sockjs' });
});

test('an empty variable counts as unset', () => {
  expect(load({ PORT: '', PODSHELL_LOG_LEVEL: ' ' })).toMatchObject({ port: 3000, logLevel: 'info' });
});

test.each([
  [{ PODSHELL_TLS_CERT: 'a.crt' }, 'PODSHELL_TLS_CERT needs PODSHELL_TLS_KEY.'],
  [{ PODSHELL_TLS_KEY: 'a.key' }, 'PODSHELL_TLS_KEY needs PODSHELL_TLS_CERT.'],
  [
    { PODSHELL_HSTS_SECONDS: '60' },
    'PODSHELL_HSTS_SECONDS needs PODSHELL_TLS_CERT, or a PODSHELL_PUBLIC_URL with https.',
  ],
  [{ PODSHELL_METRICS_ADDRESS: '9464' }, 'PODSHELL_METRICS_ADDRESS is "9464"; it must be host:port such as'],
])('%j is refused', (env, message) => {
  expect(loadSettings(env)).toMatchObject({ kind: 'bad', message: expect.stringContaining(message) });
});

test.each([
  { PODSHELL_TLS_CERT: 'a.crt', PODSHELL_TLS_KEY: 'a.key', PODSHELL_HSTS_SECONDS: '60' },
  { PODSHELL_PUBLIC_URL: 'https://a.example.com', PODSHELL_HSTS_SECONDS: '60' },
])('%j is accepted', (env) => {
  expect(load(env)).toMatchObject({ hstsSeconds: 60 });
});

test('browsers use https where the public address says so, or else Podshell speaks it', () => {
  const https = 'https://a.example.com';
  const tls = { PODSHELL_TLS_CERT: 'a', PODSHELL_TLS_KEY: 'b' };
  expect(browsersUseHttps(load({}))).toBe(false);
  expect(browsersUseHttps(load(tls))).toBe(true);
  expect(browsersUseHttps(load({ PODSHELL_PUBLIC_URL: https }))).toBe(true);
  expect(browsersUseHttps(load({ ...tls, PODSHELL_PUBLIC_URL: 'http://a.example.com' }))).toBe(false);
});

test('each setting is parsed in its unit', () => {
  const settings = load({
    PORT: '0',
    HOST: 'localhost',
    PODSHELL_SOCKJS_PREFIX: '/x/y',
    PODSHELL_ALLOWED_HOSTS: 'a.example.com, 10.0.0.1 ,',
    PODSHELL_ALLOWED_ORIGINS: 'https://portal.example.com,http://localhost:8080',
    PODSHELL_TRUSTED_PROXIES: '10.0.0.0/8, ::1,fd00::/8',
    PODSHELL_IMPERSONATE: 'true',
    PODSHELL_SECRET: 'a-secret-of-32-characters-or-more, another-secret-of-32-characters-x',
    PODSHELL_BIND_TIMEOUT_SECONDS: '0.5',
    PODSHELL_RESUME_SECONDS: '0',
    PODSHELL_SCROLLBACK_BYTES: '65536',
    PODSHELL_LOG_LEVEL: 'debug',
  });
  expect(settings).toMatchObject({
    port: 0,
    host: 'localhost',
    sockjsPrefix: '/x/y',
    allowedHosts: ['a.example.com', '10.0.0.1'],
    allowedOrigins: ['https://portal.example.com', 'http://localhost:8080'],
    trustedProxies: ['10.0.0.0/8', '::1', 'fd00::/8'],
    impersonate: true,
    secret: ['a-secret-of-32-characters-or-more', 'another-secret-of-32-characters-x'],
    bindTimeoutSeconds: 0.5,
    resumeSeconds: 0,
    scrollbackBytes: 65536,
    logLevel: 'debug',
  });
});

describe('an invalid value is reported with what it must be', () => {
  test.each([
    ['PORT', 'abc', 'a whole number from 0 to 65535'],
    ['PORT', '70000', 'a whole number from 0 to 65535'],
    ['PORT', '-1', 'a whole number'],
    ['PODSHELL_TRUSTED_PROXIES', '10.0.0.0/33', 'a comma list of IP addresses'],
    ['PODSHELL_TRUSTED_PROXIES', 'proxy.example.com', 'a comma list of IP addresses'],
    ['PODSHELL_TRUSTED_PROXIES', '10.0.0.0/8/8', 'a comma list of IP addresses'],
    ['PORT', '0x50', 'a whole number'],
    ['HOST', 'a b', 'a host name or an IP address'],
    ['HOST', 'http://a', 'a host name or an IP address'],
    ['PODSHELL_SOCKJS_PREFIX', 'ws', 'a path'],
    ['PODSHELL_SOCKJS_PREFIX', '/', 'a path'],
    ['PODSHELL_SOCKJS_PREFIX', '/ws/', 'a path'],
    ['PODSHELL_SOCKJS_PREFIX', '/ws/../x', 'a path'],
    ['PODSHELL_SOCKJS_PREFIX', '/_next/ws', 'a path'],
    ['PODSHELL_ALLOWED_HOSTS', 'a.example.com:3000', 'host names without ports'],
    ['PODSHELL_ALLOWED_HOSTS', '*', 'host names'],
    ['PODSHELL_ALLOWED_ORIGINS', 'https://a.example.com/', 'origins such as'],
    ['PODSHELL_ALLOWED_ORIGINS', 'a.example.com', 'origins such as'],
    ['PODSHELL_ALLOWED_ORIGINS', 'null', 'origins such as'],
    ['PODSHELL_IMPERSONATE', 'yes', 'true or false'],
    ['PODSHELL_HEARTBEAT_SECONDS', '0', 'a number from 0.1 to 3600'],
    ['PODSHELL_RESUME_SECONDS', 'Infinity', 'a number from 0 to 86400'],
    ['PODSHELL_MAX_SESSIONS', '0', 'a whole number from 1'],
    ['PODSHELL_LOG_LEVEL', 'loud', 'one of trace, debug'],
    ['PODSHELL_CLUSTER_NAME', 'eu west', 'a name of at most 253 letters'],
  ])('%s=%s', (name, value, must) => {
    expect(errorOf({ [name]: value })).toContain(`${name} is ${JSON.stringify(value)}; it must be`);
    expect(errorOf({ [name]: value })).toContain(must);
  });
});

test('one message lists every invalid setting', () => {
  const message = errorOf({ PORT: 'x', PODSHELL_LOG_LEVEL: 'y', PODSHELL_PORT: '1' });
  expect(message).toMatch(/^3 invalid settings:\n/);
  expect(message.split('\n')).toHaveLength(4);
});

test.each([
  ['PODSHELL_HEARTBEAT', 'PODSHELL_HEARTBEAT_SECONDS'],
  ['PODSHELL_PORT', 'PORT'],
  ['PODSHELL_HOST', 'HOST'],
])('%s, probably %s, is an error that does not quote the value', (name, meant) => {
  const message = errorOf({ [name]: 'private' });
  expect(message).toContain(`${name} is not a setting. ${meant} was probably meant.`);
  expect(message).not.toContain('private');
});

test('other unknown PODSHELL_ names are warnings that do not quote the value', () => {
  const loaded = loadSettings({ PODSHELL_TEAM: 'private' });
  expect(loaded).toMatchObject({ warnings: ['PODSHELL_TEAM is not a setting and has no effect.'] });
});

test('the variables that Kubernetes sets for a Service named podshell are no error', () => {
  const loaded = loadSettings({
    PODSHELL_SERVICE_HOST: '10.0.0.1',
    PODSHELL_SERVICE_PORT: '80',
    PODSHELL_SERVICE_PORT_HTTP: '80',
    PODSHELL_PORT: 'tcp://10.0.0.1:80',
    PODSHELL_PORT_80_TCP: 'tcp://10.0.0.1:80',
    PODSHELL_PORT_80_TCP_PROTO: 'tcp',
    PODSHELL_PORT_80_TCP_PORT: '80',
    PODSHELL_PORT_80_TCP_ADDR: '10.0.0.1',
  });
  expect(loaded.kind).toBe('ok');
});

test('variables of the test and bench tools are no error', () => {
  expect(errorOf({ PODSHELL_E2E_KUBECONFIG: 'a', PODSHELL_BENCH_KUBECONFIG: 'b' })).toBe('no error');
});

describe('secrets', () => {
  const secret = 'short but secret';

  test('are not shown when they are invalid', () => {
    const message = errorOf({ PODSHELL_SECRET: secret });
    expect(message).toContain('PODSHELL_SECRET is not valid; it must be a comma list of keys of at least 32');
    expect(message).not.toContain(secret);
  });

  test('may come from a file', () => {
    const read = (file: string) => (file === '/run/secret' ? `${'k'.repeat(32)}\n` : '');
    const loaded = loadSettings({ PODSHELL_SECRET_FILE: '/run/secret' }, { readFile: read });
    expect(loaded).toMatchObject({ kind: 'ok', settings: { secret: ['k'.repeat(32)] }, warnings: [] });
  });

  test('a file that cannot be read is named', () => {
    expect(errorOf({ PODSHELL_OIDC_CLIENT_SECRET_FILE: '/does/not/exist' })).toContain(
      'PODSHELL_OIDC_CLIENT_SECRET_FILE is "/does/not/exist", which can\'t be read (ENOENT).',
    );
  });

  test('come from one place', () => {
    expect(errorOf({ PODSHELL_SECRET: 'k'.repeat(32), PODSHELL_SECRET_FILE: '/run/secret' })).toContain(
      'both set',
    );
  });
});

test('the path of the public address is no part of its origin', () => {
  expect(load({ PODSHELL_PUBLIC_URL: 'https://portal.example.com/tools/podshell/' })).toMatchObject({
    publicUrl: 'https://portal.example.com/tools/podshell',
    allowedHosts: ['portal.example.com'],
    allowedOrigins: ['https://portal.example.com'],
  });
});

test('a base path that looks like a path of ours is warned of', () => {
  expect(loadSettings({ PODSHELL_PUBLIC_URL: 'https://portal.example.com/shell' })).toMatchObject({
    kind: 'ok',
    warnings: [expect.stringContaining('must not take it off')],
  });
});

test('host and origin of the public address are accepted', () => {
  const settings = load({
    PODSHELL_PUBLIC_URL: 'https://podshell.example.com:8443/',
    PODSHELL_ALLOWED_HOSTS: 'other.example.com',
  });
  expect(settings).toMatchObject({
    publicUrl: 'https://podshell.example.com:8443',
    allowedHosts: ['other.example.com', 'podshell.example.com'],
    allowedOrigins: ['https://podshell.example.com:8443'],
  });
});

describe('what a mode needs', () => {
  test.each([
    [{ PODSHELL_AUTH: 'oidc' }, 'PODSHELL_OIDC_ISSUER'],
    [{ PODSHELL_AUTH: 'oidc' }, 'PODSHELL_OIDC_CLIENT_ID'],
    [{ PODSHELL_AUTH: 'proxy' }, 'PODSHELL_TRUSTED_PROXIES'],
    [{ PODSHELL_OIDC_ISSUER: 'http://idp.example.com' }, 'an https URL'],
    [{ PODSHELL_OIDC_SCOPES: 'profile' }, 'openid among them'],
    [{ PODSHELL_IMPERSONATE_GROUPS: 'dev,system:masters' }, 'none of them system:'],
    [{ PODSHELL_IMPERSONATE_GROUPS: '*' }, 'comma list of groups'],
    [{ PODSHELL_PUBLIC_URL: 'https://portal.example.com/tools?x' }, 'without a query'],
    [{ PODSHELL_AUDIT: 'audit.log' }, 'absolute path'],
  ])('%j: %s', (env, words) => {
    expect(errorOf(env)).toContain(words);
  });
});

test('never throws', () => {
  const names = Object.values(SETTINGS).map((spec) => spec.env);
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.string({ unit: 'binary' }), (name, value) => {
      expect(['ok', 'bad']).toContain(loadSettings({ [name]: value }).kind);
    }),
  );
});
