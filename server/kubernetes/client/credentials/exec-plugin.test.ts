import { randomUUID } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { CredentialsError } from '#server/kubernetes/errors/api-error.ts';
import { CredentialFaultError } from '#server/kubernetes/errors/credential-fault.ts';
import { explain } from '#server/kubernetes/errors/explain.ts';
import type { UsableContext } from '#server/kubernetes/kubeconfig/kubeconfig.ts';
import { contextWith } from '#server/kubernetes/testing/contexts.ts';
import { systemClock } from '#server/system-clock.ts';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { PluginCredentials } from './plugin-credentials.ts';

const API_VERSION = 'client.authentication.k8s.io/v1';
const CA = '-----BEGIN CERTIFICATE-----\nabc\n-----END CERTIFICATE-----\n';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'podshell-plugin-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The shell command of a plugin that returns `status`. */
function returns(status: object, apiVersion = API_VERSION): string {
  return `echo '${JSON.stringify({ kind: 'ExecCredential', apiVersion, status })}'`;
}

/** A context whose plugin runs `script` in `sh`. */
function contextOf(script: string, exec: object = {}, cluster: object = {}): UsableContext {
  return contextWith(
    { server: 'https://c.example', ...cluster },
    { exec: { apiVersion: API_VERSION, command: 'sh', args: ['-c', script], ...exec } },
    folder,
  );
}

function pluginsWith({ timeoutMs = 20_000, clock = systemClock } = {}): PluginCredentials {
  return new PluginCredentials({ env: process.env, clock, timeoutMs });
}

function run(context: UsableContext, timeoutMs?: number) {
  return pluginsWith(timeoutMs === undefined ? {} : { timeoutMs }).get(context, undefined);
}

/** Code and sentence that a user gets. */
async function failureOf(context: UsableContext, timeoutMs?: number) {
  const error = await run(context, timeoutMs).then(
    () => undefined,
    (cause: unknown) => cause,
  );
  expect(error).toBeInstanceOf(CredentialFaultError);
  return explain(new CredentialsError(error), { context: 'prod' });
}

/** A script that counts its runs, and the number of runs so far. */
function counted(script: string): { readonly script: string; readonly runs: () => number } {
  const file = join(folder, randomUUID());
  writeFileSync(file, '');
  return {
    script: `echo run >>${file}; ${script}`,
    runs: () => readFileSync(file, 'utf8').split('\n').length - 1,
  };
}

describe('a plugin', () => {
  test('returns a token, or a certificate with its key', async () => {
    const expirationTimestamp = '2030-01-01T00:00:00Z';
    const status = { token: 't', clientCertificateData: 'c', clientKeyData: 'k', expirationTimestamp };
    expect(await run(contextOf(returns(status)))).toEqual({
      token: 't',
      cert: 'c',
      key: 'k',
      expiresAt: Date.parse(expirationTimestamp),
    });
  });

  test('gets the end of input when it reads', async () => {
    const script = `if read answer; then exit 9; fi; ${returns({ token: 'asked-nobody' })}`;
    expect(await run(contextOf(script))).toMatchObject({ token: 'asked-nobody' });
  });

  test('always gets KUBERNETES_EXEC_INFO, and the cluster only if it asks for that', async () => {
    const file = join(folder, randomUUID());
    const script = `printf %s "$KUBERNETES_EXEC_INFO" >${file}; ${returns({ token: 't' })}`;
    await run(contextOf(script));
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      kind: 'ExecCredential',
      apiVersion: API_VERSION,
      spec: { interactive: false },
    });
    const cluster = {
      'tls-server-name': 'other.example',
      'proxy-url': 'http://proxy.example:3128',
      extensions: [{ name: 'client.authentication.k8s.io/exec', extension: { audience: 'x', level: 3 } }],
    };
    await pluginsWith().get(contextOf(script, { provideClusterInfo: true }, cluster), CA);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      kind: 'ExecCredential',
      apiVersion: API_VERSION,
      spec: {
        interactive: false,
        cluster: {
          server: 'https://c.example',
          'tls-server-name': 'other.example',
          'certificate-authority-data': Buffer.from(CA).toString('base64'),
          'proxy-url': 'http://proxy.example:3128',
          config: { audience: 'x', level: 3 },
        },
      },
    });
  });

  test('has the variables of the kubeconfig over those of the server', async () => {
    vi.stubEnv('PLUGIN_REGION', 'of the server');
    onTestFinished(() => void vi.unstubAllEnvs());
    const script = `test "$PLUGIN_REGION" = 'of the file' && ${returns({ token: 't' })}`;
    const env = [{ name: 'PLUGIN_REGION', value: 'of the file' }];
    expect(await run(contextOf(script, { env }))).toMatchObject({ token: 't' });
  });

  test('with a relative path is in the folder of the kubeconfig', async () => {
    mkdirSync(join(folder, 'plugins'), { recursive: true });
    const file = join(folder, 'plugins', 'x');
    writeFileSync(file, `#!/bin/sh\n${returns({ token: 'from-file' })}\n`);
    chmodSync(file, 0o755);
    const context = contextOf('', { command: 'plugins/x', args: [] });
    expect(await run(context)).toMatchObject({ token: 'from-file' });
  });

  test('of v1beta1 answers in that version', async () => {
    const apiVersion = 'client.authentication.k8s.io/v1beta1';
    const context = contextOf(returns({ token: 't' }, apiVersion), { apiVersion });
    expect(await run(context)).toMatchObject({ token: 't', expiresAt: undefined });
  });
});

describe('what a plugin returned is kept', () => {
  test('without an expiry until it is dropped, and concurrent requests share a run', async () => {
    const { script, runs } = counted(returns({ token: 't' }));
    const [plugins, context] = [pluginsWith(), contextOf(script)];
    await Promise.all([1, 2, 3].map(() => plugins.get(context, undefined)));
    await plugins.get(context, undefined);
    expect(runs()).toBe(1);
    plugins.drop();
    await Promise.all([1, 2, 3].map(() => plugins.get(context, undefined)));
    expect(runs()).toBe(2);
  });

  test('until it expires', async () => {
    const clock = new FakeClock();
    const expirationTimestamp = new Date(clock.now() + 60_000).toISOString();
    const { script, runs } = counted(returns({ token: 't', expirationTimestamp }));
    const [plugins, context] = [pluginsWith({ clock }), contextOf(script)];
    await plugins.get(context, undefined);
    clock.advance(59_000);
    await plugins.get(context, undefined);
    expect(runs()).toBe(1);
    clock.advance(1_000);
    await plugins.get(context, undefined);
    expect(runs()).toBe(2);
  });

  test('only while the kubeconfig names the same plugin for the same cluster', async () => {
    const plugins = pluginsWith();
    const first = contextOf(returns({ token: 'one' }));
    const second = contextOf(returns({ token: 'two' }));
    expect(await plugins.get(first, undefined)).toMatchObject({ token: 'one' });
    expect(await plugins.get(second, undefined)).toMatchObject({ token: 'two' });
  });

  test('and a failure is not', async () => {
    const flag = join(folder, randomUUID());
    const context = contextOf(`test -e ${flag} || { touch ${flag}; exit 1; }; ${returns({ token: 't' })}`);
    const plugins = pluginsWith();
    await expect(plugins.get(context, undefined)).rejects.toBeInstanceOf(CredentialFaultError);
    expect(await plugins.get(context, undefined)).toMatchObject({ token: 't' });
  });
});

describe('a failure has a code, its cause and the last words of the plugin', () => {
  test.each([
    [
      'an exit code',
      'echo first >&2; echo "Your session has expired. Run: sso login" >&2; exit 3',
      /exited with code 3\..*The plugin says: first \/ Your session has expired\. Run: sso login$/,
    ],
    ['a signal', 'kill -9 $$', /ended by SIGKILL/],
    ['no JSON', 'echo hello', /output is not JSON/],
    ['other JSON', 'echo {}', /not an ExecCredential/],
    ['another version', returns({ token: 't' }, 'client.authentication.k8s.io/v1beta1'), /not of version/],
    ['no credential', returns({}), /neither a token nor a certificate/],
    ['half a certificate', returns({ clientCertificateData: 'c' }), /without the other/],
    ['no time', returns({ token: 't', expirationTimestamp: 'soon' }), /not a time/],
    ['a flood', 'exec yes', /longer than 1 MiB/],
  ])('%s', async (_what, script, words) => {
    const { code, detail } = await failureOf(contextOf(script));
    expect(code).toBe('credential-plugin-failed');
    expect(detail).toMatch(words);
    expect(detail).toContain('kubectl --context prod get pods');
  });

  test('a missing program, with its install hint', async () => {
    const installHint = 'Install it from https://plugins.example\nwith care.';
    const { code, detail } = await failureOf(contextOf('', { command: 'no-such-plugin', installHint }));
    expect(code).toBe('credential-plugin-failed');
    expect(detail).toMatch(/"no-such-plugin" of context "prod" can't be started: no such program\./);
    expect(detail).toMatch(/install hint: Install it from https:\/\/plugins\.example with care\.$/);
  });

  test('a plugin that does not end is killed with all that it started', async () => {
    const file = join(folder, randomUUID());
    const script = `sleep 1000 & echo $! $$ >${file}; echo "Open https://login.example" >&2; wait`;
    const { code, detail } = await failureOf(contextOf(script), 1_000);
    expect(code).toBe('credential-plugin-timeout');
    expect(detail).toMatch(/did not finish within 1 s\..*The plugin says: Open https:\/\/login\.example$/);
    const pids = readFileSync(file, 'utf8').trim().split(' ').map(Number);
    expect(pids).toHaveLength(2);
    await vi.waitUntil(() => pids.every((pid) => !isRunning(pid)));
  });
});

function isRunning(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.[0] !== 'Z';
  } catch {
    return false;
  }
}
