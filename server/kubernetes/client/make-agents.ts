/** Makes the agents through which one identity reaches its API server. */

import http from 'node:http';
import https from 'node:https';
import tls from 'node:tls';
import { CredentialFaultError } from '../errors/credential-fault.ts';
import { StreamAgent } from './stream-agent.ts';

export interface AgentPair {
  /** Keeps connections alive. */
  readonly requestAgent: http.Agent;
  /** One connection for each stream, with resumed TLS sessions. */
  readonly streamAgent: http.Agent;
}

/** All that a connection to an API server depends on. Certificates in PEM. */
export interface Connection {
  readonly server: string;
  readonly proxyUrl: string | undefined;
  readonly ca: readonly string[];
  /** True if `ca` are the system's. */
  readonly systemAuthorities: boolean;
  readonly cert: string | undefined;
  readonly key: string | undefined;
  readonly servername: string | undefined;
  readonly skipTlsVerify: boolean;
}

/** TCP keep-alive probes start after this long; Node then sends ten, a second apart. */
const KEEP_ALIVE_MS = 30_000;

/** @throws CredentialFaultError for certificates or keys that TLS cannot use */
export async function makeAgents(connection: Connection): Promise<AgentPair> {
  try {
    if (connection.proxyUrl !== undefined) return await proxyAgents(connection, connection.proxyUrl);
    return connection.server.startsWith('https:') ? secureAgents(connection) : plainAgents();
  } catch (error) {
    throw new CredentialFaultError({ kind: 'certificate-invalid', cause: causeOf(error) });
  }
}

function plainAgents(): AgentPair {
  const requestAgent = new http.Agent({ keepAlive: true, keepAliveMsecs: KEEP_ALIVE_MS });
  return { requestAgent, streamAgent: new http.Agent() };
}

function secureAgents({ ca, cert, key, servername, skipTlsVerify }: Connection): AgentPair {
  const secureContext = tls.createSecureContext({ ca: [...ca], cert, key });
  const rejectUnauthorized = !skipTlsVerify;
  return {
    requestAgent: new https.Agent({
      secureContext,
      rejectUnauthorized,
      ...(servername === undefined ? {} : { servername }),
      keepAlive: true,
      keepAliveMsecs: KEEP_ALIVE_MS,
    }),
    streamAgent: new StreamAgent({ secureContext, servername, rejectUnauthorized }),
  };
}

/** Loaded on demand: most clusters are reached without a proxy. */
async function proxyAgents(connection: Connection, proxyUrl: string): Promise<AgentPair> {
  const { server, ca, cert, key, servername, skipTlsVerify } = connection;
  // Throws for what is no certificate; the agent would fail only when it connects.
  tls.createSecureContext({ ca: [...ca], cert, key });
  const options: https.AgentOptions = {
    ca: ca.join('\n'),
    cert,
    key,
    rejectUnauthorized: !skipTlsVerify,
    ...(servername === undefined ? {} : { servername }),
  };
  const agent = await proxyAgent(server.startsWith('https:'), proxyUrl, options);
  return { requestAgent: agent, streamAgent: agent };
}

async function proxyAgent(secure: boolean, proxy: string, options: https.AgentOptions): Promise<http.Agent> {
  if (proxy.startsWith('socks')) {
    const { SocksProxyAgent } = await import('socks-proxy-agent');
    // In Go, and so for kubectl, the proxy resolves the name.
    return new SocksProxyAgent(proxy.replace(/^socks5:/, 'socks5h:'), options);
  }
  const { HttpProxyAgent, HttpsProxyAgent } = await import('hpagent');
  return secure ? new HttpsProxyAgent({ ...options, proxy }) : new HttpProxyAgent({ ...options, proxy });
}

/** OpenSSL's reason, which names the kind of fault and quotes nothing. */
function causeOf(error: unknown): string {
  const { reason, code } = error as { reason?: unknown; code?: unknown };
  if (typeof reason === 'string') return reason;
  return typeof code === 'string' ? code : 'it is not valid PEM';
}
