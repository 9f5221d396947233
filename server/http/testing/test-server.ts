/** The real HTTP server with handlers whose answers name them. */

import { loadSettings } from '#server/config/load-settings.ts';
import type { Settings } from '#server/config/settings.ts';
import { localCaller } from '#server/testing/callers.ts';
import { RecordingLogger } from '#server/testing/recording-logger.ts';
import { createHttpServer, type HttpServerOptions } from '../http-server.ts';
import type { PageServer, SockjsEndpoint } from '../ports.ts';
import { Arrivals } from '../request/arrival.ts';
import { clientAddressBehind } from '../request/client-address.ts';
import { requestIdsBehind } from '../request/request-id.ts';

/** Default settings with a free port. */
export function testSettings(changes: Partial<Settings> = {}): Settings {
  const loaded = loadSettings({ PORT: '0' });
  if (loaded.kind === 'bad') throw new Error(loaded.message);
  return { ...loaded.settings, ...changes };
}

/** Answers requests with `sockjs` and upgrades with `101 sockjs`. */
const echoingSockjs: SockjsEndpoint = {
  handleRequest(_request, response) {
    response.end('sockjs');
    return true;
  },
  handleUpgrade(_request, socket) {
    socket.end('HTTP/1.1 101 Switching Protocols\r\n\r\nsockjs');
    return true;
  },
};

/** Answers requests with `pages` and handles no upgrade. */
export const echoingPages: PageServer = {
  handleRequest(_request, response) {
    response.end('pages');
    return Promise.resolve();
  },
  handleUpgrade: () => false,
};

/** Starts a server with the handlers above unless others are given. */
export async function startTestServer(
  options: Partial<Omit<HttpServerOptions, 'settings'>> & { readonly settings?: Partial<Settings> } = {},
) {
  const { trustedProxies = [] } = options.settings ?? {};
  const arrivals = options.arrivals ?? new Arrivals();
  const server = createHttpServer({
    sockjs: echoingSockjs,
    pages: echoingPages,
    health: { ready: true },
    gate: { authenticate: () => ({ caller: localCaller() }) },
    clientAddress: clientAddressBehind(trustedProxies, arrivals.of),
    arrivals,
    onRefused() {},
    requestIdOf: requestIdsBehind(trustedProxies, arrivals.of),
    logger: new RecordingLogger(),
    dev: false,
    ...options,
    settings: testSettings(options.settings),
  });
  const url = await server.listen();
  return { server, url, port: Number(new URL(url).port) };
}
