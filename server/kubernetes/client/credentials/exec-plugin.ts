/** Runs an exec plugin of a kubeconfig once, as client-go does (`client.authentication.k8s.io`). */

import { spawn } from 'node:child_process';
import { type CredentialFault, CredentialFaultError } from '#server/kubernetes/errors/credential-fault.ts';
import type { ClusterEntry, ExecEntry } from '#server/kubernetes/kubeconfig/kubeconfig.ts';
import type { Clock } from '#server/ports.ts';
import { lastWords } from './last-words.ts';

/** What a plugin returned: a token, a certificate with its key, or both. */
export interface PluginCredential {
  readonly token: string | undefined;
  readonly cert: string | undefined;
  readonly key: string | undefined;
  /** Milliseconds since the epoch; undefined: valid until the cluster refuses it. */
  readonly expiresAt: number | undefined;
}

export interface PluginRun {
  readonly exec: ExecEntry;
  readonly target: ClusterEntry;
  /** The authority of the cluster in PEM, if the kubeconfig names one. */
  readonly ca: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly timeoutMs: number;
  readonly clock: Clock;
}

/** The most of a plugin's output that is read. A credential has a few kilobytes. */
const MAX_OUTPUT_BYTES = 1024 * 1024;

/** How much of the end of its errors is kept. */
const MAX_ERROR_BYTES = 16 * 1024;

/**
 * Runs the plugin. Its standard input is empty, so that a plugin that asks gets an answer at once. After `timeoutMs`
 * the plugin and all that it started are killed.
 * @throws CredentialFaultError
 */
export function runPlugin(run: PluginRun): Promise<PluginCredential> {
  const { exec, clock, timeoutMs } = run;
  const variables: Partial<NodeJS.ProcessEnv> = {
    ...run.env,
    ...exec.env,
    KUBERNETES_EXEC_INFO: execInfo(run),
  };
  const env = variables as NodeJS.ProcessEnv;
  return new Promise((resolve, reject) => {
    const fail = (fault: CredentialFault): void => reject(new CredentialFaultError(fault));
    // In a process group of its own, which can be killed as a whole.
    const child = spawn(exec.command, exec.args, { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    const output: Buffer[] = [];
    let outputBytes = 0;
    let errors = Buffer.alloc(0);
    const killGroup = (): void => killAll(child.pid);
    const words = (): string => lastWords(errors.toString('utf8'));
    const cancel = clock.after(timeoutMs, () => {
      fail({ kind: 'plugin-timeout', command: exec.command, seconds: timeoutMs / 1000, words: words() });
      killGroup();
      child.stdout.destroy();
      child.stderr.destroy();
    });
    child.stdout.on('data', (bytes: Buffer) => {
      outputBytes += bytes.length;
      if (outputBytes > MAX_OUTPUT_BYTES) killGroup();
      else output.push(bytes);
    });
    child.stderr.on('data', (bytes: Buffer) => {
      errors = Buffer.concat([errors, bytes]).subarray(-MAX_ERROR_BYTES);
    });
    child.on('error', (error: NodeJS.ErrnoException) => {
      cancel();
      fail({
        kind: 'plugin-not-started',
        command: exec.command,
        cause: error.code === 'ENOENT' ? 'no such program' : (error.code ?? 'unknown error'),
        hint: exec.installHint ?? '',
      });
    });
    child.on('close', (code, signal) => {
      cancel();
      const problem = exitProblem(code, signal, outputBytes);
      const read = problem ?? readCredential(Buffer.concat(output).toString('utf8'), exec.apiVersion);
      if (typeof read !== 'string') resolve(read);
      else {
        const hint = code === 127 ? (exec.installHint ?? '') : '';
        fail({ kind: 'plugin-failed', command: exec.command, cause: read, words: words(), hint });
      }
    });
  });
}

/** What the plugin is told about its run and, if it asks for that, the cluster. */
function execInfo({ exec, target, ca }: PluginRun): string {
  const cluster = {
    server: target.server,
    'tls-server-name': target.tlsServerName,
    'insecure-skip-tls-verify': target.skipTlsVerify || undefined,
    'certificate-authority-data': ca === undefined ? undefined : Buffer.from(ca).toString('base64'),
    'proxy-url': target.proxyUrl,
    config: target.execConfig,
  };
  const spec = { ...(exec.provideClusterInfo ? { cluster } : {}), interactive: false };
  return JSON.stringify({ kind: 'ExecCredential', apiVersion: exec.apiVersion, spec });
}

function exitProblem(code: number | null, signal: string | null, outputBytes: number): string | undefined {
  if (outputBytes > MAX_OUTPUT_BYTES) return 'its output is longer than 1 MiB';
  if (code === 0) return undefined;
  return code === null ? `it was ended by ${signal}` : `it exited with code ${code}`;
}

/** The credential, or what is wrong with it. */
function readCredential(text: string, apiVersion: string): PluginCredential | string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return 'its output is not JSON';
  }
  const answer = (parsed ?? {}) as { kind?: unknown; apiVersion?: unknown; status?: unknown };
  if (answer.kind !== 'ExecCredential') return 'its output is not an ExecCredential';
  if (answer.apiVersion !== apiVersion) return `its output is not of version ${apiVersion}`;
  const status = (answer.status ?? {}) as Record<string, unknown>;
  const token = nonEmpty(status.token);
  const cert = nonEmpty(status.clientCertificateData);
  const key = nonEmpty(status.clientKeyData);
  if ((cert === undefined) !== (key === undefined))
    return 'it returned a certificate or a key without the other';
  if (token === undefined && cert === undefined) return 'it returned neither a token nor a certificate';
  const { expirationTimestamp } = status;
  if (expirationTimestamp === undefined || expirationTimestamp === null) {
    return { token, cert, key, expiresAt: undefined };
  }
  const expiresAt = Date.parse(String(expirationTimestamp));
  if (Number.isNaN(expiresAt)) return 'its expirationTimestamp is not a time';
  return { token, cert, key, expiresAt };
}

function nonEmpty(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function killAll(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has just ended.
  }
}
