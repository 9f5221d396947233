/** Makes the agents through which one identity reaches its API server. */

import http from 'node:http';
import https from 'node:https';
import tls from 'node:tls';
import { KubeConfig } from '@kubernetes/client-node';
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

/** The client library chooses the agent for the kind of proxy. It keeps agents by name, so each gets its own config. */
async function proxyAgents(connection: Connection, proxyUrl: string): Promise<AgentPair> {
  const { server, ca, cert, key, servername, skipTlsVerify } = connection;
  // Throws for what is no certificate; the agent would fail only when it connects.
  tls.createSecureContext({ ca: [...ca], cert, key });
  const config = new KubeConfig();
  const tlsServerName = servername === undefined ? {} : { tlsServerName: servername };
  config.loadFromClusterAndUser(
    {
      name: 'c',
      server,
      proxyUrl,
      skipTLSVerify: skipTlsVerify,
      caData: base64(ca.join('\n')),
      ...tlsServerName,
    },
    {
      name: 'u',
      ...(cert === undefined || key === undefined ? {} : { certData: base64(cert), keyData: base64(key) }),
    },
  );
  const options: https.RequestOptions = {};
  await config.applyToHTTPSOptions(options);
  if (!(options.agent instanceof http.Agent)) throw new Error('The client library made no agent');
  return { requestAgent: options.agent, streamAgent: options.agent };
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

/** OpenSSL's reason, which names the kind of fault and quotes nothing. */
function causeOf(error: unknown): string {
  const { reason, code } = error as { reason?: unknown; code?: unknown };
  if (typeof reason === 'string') return reason;
  return typeof code === 'string' ? code : 'it is not valid PEM';
}
