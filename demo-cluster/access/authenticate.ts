/** Reads the caller's credentials from a request. */

import type { IncomingHttpHeaders } from 'node:http';
import { ANONYMOUS, type TokenTable, type User } from './users.ts';

/** Browsers cannot set headers on a WebSocket, so Kubernetes accepts the token in a subprotocol with this prefix. */
const TOKEN_PROTOCOL = 'base64url.bearer.authorization.k8s.io.';

/** The user of a request: anonymous without credentials, undefined (401) if the credentials are wrong. */
export function authenticate(headers: IncomingHttpHeaders, table: TokenTable): User | undefined {
  const token = bearerToken(headers.authorization) ?? protocolToken(headers['sec-websocket-protocol']);
  return token === undefined ? ANONYMOUS : table.userOf(token);
}

/** The subprotocols that a client offers, without the one that carries its token. */
export function offeredProtocols(header: string | undefined): string[] {
  return (header ?? '')
    .split(',')
    .map((protocol) => protocol.trim())
    .filter((protocol) => protocol !== '' && !protocol.startsWith(TOKEN_PROTOCOL));
}

function bearerToken(header: string | undefined): string | undefined {
  const match = /^bearer\s+(\S+)\s*$/i.exec(header ?? '');
  return match?.[1];
}

function protocolToken(header: string | undefined): string | undefined {
  const protocol = (header ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .find((entry) => entry.startsWith(TOKEN_PROTOCOL));
  if (protocol === undefined) return undefined;
  return Buffer.from(protocol.slice(TOKEN_PROTOCOL.length), 'base64url').toString('utf8');
}
