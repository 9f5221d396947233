/** How one identity reaches its cluster: address, headers, and agents that share one TLS context. */

import { createHash } from 'node:crypto';
import type http from 'node:http';
import type { Route } from '#server/kubernetes/errors/route-error.ts';
import type { UsableContext } from '#server/kubernetes/kubeconfig/kubeconfig.ts';
import type { Clock } from '#server/ports.ts';
import { type AgentPair, type Connection, makeAgents } from '../make-agents.ts';
import { proxyFor } from '../proxy.ts';
import { basicHeader, type Headers, impersonationHeaders } from './auth-headers.ts';
import { readAuthority, readCertificate, readToken } from './material.ts';
import { OidcToken } from './oidc-token.ts';
import { PluginCredentials } from './plugin-credentials.ts';

export interface Access extends Route {
  /** For instance `https://10.0.0.1:6443`, without a slash at the end. */
  readonly server: string;
  readonly headers: Headers;
  /** Keeps connections alive. */
  readonly requestAgent: http.Agent;
  /** One connection for each stream, with resumed TLS sessions. */
  readonly streamAgent: http.Agent;
  /** One read buffer for all streams: the next read of any stream overwrites its bytes. */
  readonly streamMemory: Buffer;
  /** Equal for equal credentials; a hash. */
  readonly print: string;
}

export interface CredentialsOptions {
  /** For the proxy and exec plugins. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /** The certificate authorities of the system; always the same list. */
  readonly systemAuthorities: () => Promise<readonly string[]>;
  /** How long an exec plugin may run. */
  readonly pluginMs: number;
  /** Reads the kubeconfig again; a changed context comes back through {@link Credentials.update}. */
  readonly reread: () => Promise<void>;
  /** The caller's own token, instead of all credentials of the context. `refused`: one that the cluster has refused. */
  readonly bearer?: ((refused?: string) => Promise<string>) | undefined;
}

interface PrintedAgents extends AgentPair {
  readonly fingerprint: string;
}

/** The most that one read from a socket returns. */
const STREAM_MEMORY_BYTES = 64 * 1024;

/**
 * The credentials of one kubeconfig context. Tokens and certificates are read for each request, because exec plugins
 * and token files renew them. The TLS context is replaced only when the certificates changed: one for each connection
 * costs memory and milliseconds.
 */
export class Credentials {
  readonly #options: CredentialsOptions;
  readonly #plugin: PluginCredentials;
  readonly #oidc: OidcToken;
  readonly #streamMemory = Buffer.allocUnsafeSlow(STREAM_MEMORY_BYTES);
  #context: UsableContext;
  #agents: PrintedAgents | undefined;
  /** The last one read. Streams keep theirs: equal ones are the same. */
  #access: Access | undefined;
  #pending: Promise<Access> | undefined;
  #renewing: { readonly used: string; readonly result: Promise<Access | undefined> } | undefined;

  constructor(context: UsableContext, options: CredentialsOptions) {
    this.#context = context;
    this.#options = options;
    this.#oidc = new OidcToken(options.clock);
    this.#plugin = new PluginCredentials({ ...options, timeoutMs: options.pluginMs });
  }

  /** The context as the kubeconfig has it now. */
  update(context: UsableContext): void {
    this.#context = context;
    this.#pending = undefined;
  }

  /** @throws CredentialFaultError */
  current(): Promise<Access> {
    // Shared while pending, so that ten concurrent requests do not start ten exec plugins.
    const known = this.#pending;
    if (known !== undefined) return known;
    const pending = this.#read().finally(() => {
      if (this.#pending === pending) this.#pending = undefined;
    });
    this.#pending = pending;
    return pending;
  }

  /**
   * Reads everything again after the cluster has refused `used` with 401: the kubeconfig, its files, the exec plugin.
   * Undefined if the credentials are still the same, so that asking again is of no use. Throws as {@link current}.
   */
  renew(used: Access): Promise<Access | undefined> {
    const refused = used.print;
    const known = this.#renewing;
    if (known?.used === refused) return known.result;
    const renewing = {
      used: refused,
      result: this.#renew(refused).finally(() => {
        if (this.#renewing === renewing) this.#renewing = undefined;
      }),
    };
    this.#renewing = renewing;
    return renewing.result;
  }

  /** Closes the connections that no request uses. */
  closeIdle(): void {
    for (const sockets of Object.values(this.#agents?.requestAgent.freeSockets ?? {})) {
      for (const socket of sockets ?? []) socket.destroy();
    }
  }

  dispose(): void {
    this.#agents?.requestAgent.destroy();
    this.#agents?.streamAgent.destroy();
    this.#agents = undefined;
    this.#access = undefined;
  }

  async #renew(refused: string): Promise<Access | undefined> {
    // Another request may have renewed them already.
    const known = await this.current();
    if (known.print !== refused) return known;
    await this.#options.reread();
    await this.#options.bearer?.(bearerOf(known));
    this.#pending = undefined;
    const reread = await this.current();
    if (reread.print !== refused) return reread;
    this.#plugin.drop();
    this.#oidc.drop();
    const renewed = await this.current();
    return renewed.print === refused ? undefined : renewed;
  }

  async #read(): Promise<Access> {
    const { target, identity } = this.#context;
    const ca = await readAuthority(target);
    const own = await readCertificate(identity);
    const authorization = await this.#authorization();
    // Like client-go, prefer what the kubeconfig itself holds to what the plugin returns.
    const isComplete = authorization !== undefined || identity.exec === undefined;
    const plugin = isComplete ? undefined : await this.#plugin.get(this.#context, ca);
    const { cert, key } = own.cert === undefined ? { cert: plugin?.cert, key: plugin?.key } : own;
    const bearer = plugin?.token === undefined ? undefined : `Bearer ${plugin.token}`;
    const header = authorization ?? bearer;
    const proxy = proxyFor(target, this.#options.env);
    const systemAuthorities = ca === undefined && !target.skipTlsVerify && target.server.startsWith('https:');
    const agents = await this.#agentsFor({
      server: target.server,
      proxyUrl: proxy?.url,
      ca: systemAuthorities ? await this.#options.systemAuthorities() : [ca ?? []].flat(),
      systemAuthorities,
      cert,
      key,
      servername: target.tlsServerName,
      skipTlsVerify: target.skipTlsVerify,
    });
    const headers = {
      'User-Agent': 'podshell',
      ...(header === undefined ? {} : { Authorization: header }),
      ...impersonationHeaders(identity.impersonate),
    };
    const print = hashOf([headers, agents.fingerprint]);
    if (this.#access?.print === print && this.#access.streamAgent === agents.streamAgent) return this.#access;
    this.#access = {
      server: target.server,
      headers,
      proxy: proxy && { host: new URL(proxy.url).host, from: proxy.from },
      systemAuthorities,
      print,
      requestAgent: agents.requestAgent,
      streamAgent: agents.streamAgent,
      streamMemory: this.#streamMemory,
    };
    return this.#access;
  }

  /** The header from the kubeconfig itself, without its exec plugin. */
  async #authorization(): Promise<string | undefined> {
    const { identity } = this.#context;
    const { bearer } = this.#options;
    if (bearer !== undefined) return `Bearer ${await bearer()}`;
    if (identity.basic !== undefined) return basicHeader(identity.basic);
    const token = await readToken(identity);
    if (token !== undefined) return `Bearer ${token}`;
    const { name, authProvider } = identity;
    return authProvider === undefined ? undefined : this.#oidc.header(name, authProvider);
  }

  async #agentsFor(connection: Connection): Promise<PrintedAgents> {
    // The system's authorities never change, and would only cost time here.
    const fingerprint = hashOf(connection.systemAuthorities ? { ...connection, ca: [] } : connection);
    if (this.#agents?.fingerprint === fingerprint) return this.#agents;
    // The old agents are not destroyed: requests may still run on them.
    const agents = { fingerprint, ...(await makeAgents(connection)) };
    this.#agents = agents;
    return agents;
  }
}

function bearerOf({ headers }: Access): string {
  return String(headers.Authorization).replace(/^Bearer /, '');
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64');
}
