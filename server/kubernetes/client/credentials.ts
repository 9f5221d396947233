/** How one identity reaches its cluster: address, headers, and agents that share one TLS context. */

import { createHash } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import tls from 'node:tls';
import type { KubeConfig } from '@kubernetes/client-node';
import { StreamAgent } from './stream-agent.ts';

export interface Access {
  /** For instance `https://10.0.0.1:6443`, without a slash at the end. */
  readonly server: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Keeps connections alive. */
  readonly requestAgent: http.Agent;
  /** One connection for each stream, with resumed TLS sessions. */
  readonly streamAgent: http.Agent;
  /** One read buffer for all streams: the next read of any stream overwrites its bytes. */
  readonly streamMemory: Buffer;
}

/** The most that one read from a socket returns. */
const STREAM_MEMORY_BYTES = 64 * 1024;

interface Agents {
  readonly fingerprint: string;
  readonly requestAgent: http.Agent;
  readonly streamAgent: http.Agent;
}

/** TCP keep-alive probes start after this long; Node then sends ten, a second apart. */
const KEEP_ALIVE_MS = 30_000;

/**
 * The credentials of one kubeconfig context. Each request asks the kubeconfig for tokens and certificates, because
 * exec plugins and token files renew them. The TLS context is replaced only when the certificates changed: one for
 * each connection costs memory and milliseconds.
 */
export class Credentials {
  readonly #kubeConfig: KubeConfig;
  readonly #streamMemory = Buffer.allocUnsafeSlow(STREAM_MEMORY_BYTES);
  #agents: Agents | undefined;
  #pending: Promise<Access> | undefined;

  /** @param kubeConfig its current context is used, and must not change */
  constructor(kubeConfig: KubeConfig) {
    this.#kubeConfig = kubeConfig;
  }

  /** @throws whatever the credential source throws; the message may contain output of an exec plugin */
  current(): Promise<Access> {
    // Shared while pending, so that ten concurrent requests do not start ten exec plugins.
    this.#pending ??= this.#read().finally(() => {
      this.#pending = undefined;
    });
    return this.#pending;
  }

  dispose(): void {
    this.#agents?.requestAgent.destroy();
    this.#agents?.streamAgent.destroy();
    this.#agents = undefined;
  }

  async #read(): Promise<Access> {
    const cluster = this.#kubeConfig.getCurrentCluster();
    if (cluster === null) throw new Error('The context has no cluster');
    const options: https.RequestOptions = {};
    await this.#kubeConfig.applyToHTTPSOptions(options);
    const agents = this.#agentsFor(options, cluster.proxyUrl, cluster.server.startsWith('https:'));
    return {
      server: cluster.server,
      headers: headersOf(options),
      requestAgent: agents.requestAgent,
      streamAgent: agents.streamAgent,
      streamMemory: this.#streamMemory,
    };
  }

  #agentsFor(options: https.RequestOptions, proxyUrl: string | undefined, secure: boolean): Agents {
    const { ca, cert, key, pfx, passphrase, servername, rejectUnauthorized } = options;
    const material = { ca, cert, key, pfx, passphrase };
    const fingerprint = createHash('sha256')
      .update(JSON.stringify([material, servername, rejectUnauthorized, proxyUrl, secure]))
      .digest('base64');
    if (this.#agents?.fingerprint === fingerprint) return this.#agents;
    // The old agents are not destroyed: requests may still run on them.
    this.#agents = { fingerprint, ...makeAgents(options, material, proxyUrl !== undefined, secure) };
    return this.#agents;
  }
}

function makeAgents(
  options: https.RequestOptions,
  material: tls.SecureContextOptions,
  proxied: boolean,
  secure: boolean,
): { requestAgent: http.Agent; streamAgent: http.Agent } {
  if (proxied && options.agent instanceof http.Agent) {
    return { requestAgent: options.agent, streamAgent: options.agent };
  }
  const alive = { keepAlive: true, keepAliveMsecs: KEEP_ALIVE_MS };
  if (!secure) return { requestAgent: new http.Agent(alive), streamAgent: new http.Agent() };
  const secureContext = tls.createSecureContext(material);
  const shared: https.AgentOptions = { secureContext };
  if (options.servername !== undefined) shared.servername = options.servername;
  if (options.rejectUnauthorized !== undefined) shared.rejectUnauthorized = options.rejectUnauthorized;
  return {
    requestAgent: new https.Agent({ ...shared, ...alive }),
    streamAgent: new StreamAgent({
      secureContext,
      servername: options.servername,
      rejectUnauthorized: options.rejectUnauthorized,
    }),
  };
}

function headersOf(options: https.RequestOptions): Record<string, string> {
  const headers: Record<string, string> = { 'User-Agent': 'podshell' };
  for (const [name, value] of Object.entries(options.headers ?? {})) {
    // A token file may end in a newline, which is not allowed in a header.
    if (value !== undefined) headers[name] = String(value).trim();
  }
  if (typeof options.auth === 'string') {
    headers.Authorization = `Basic ${Buffer.from(options.auth).toString('base64')}`;
  }
  return headers;
}
