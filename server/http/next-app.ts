/**
 * The pages behind our own server. In production its built pages are called directly, see `built-app/`. In development Next's
 * server compiles them. On its first request, Next 16.4.6 adds an upgrade listener to the http server that it was given: it
 * ends sockets whose path matches a page and leaves unknown ones open for ever. So it gets a server that never listens, and
 * only hot-reload upgrades are passed to it.
 */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { createBuiltApp } from './built-app/built-app.ts';
import type { PageServer } from './ports.ts';
import { putBasePathOn } from './request/base-path.ts';

export interface NextAppOptions {
  /** The directory with `app/` and, in production, `.next/`. */
  readonly directory: string;
  readonly dev: boolean;
  readonly host: string;
  readonly port: number;
  /** Empty for `/`. In production the built pages must be of this base path. */
  readonly basePath: string;
}

export interface NextApp extends Omit<PageServer, 'handleRequest'> {
  handleRequest(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Stops Next's watchers and background tasks. */
  dispose(): Promise<void>;
}

const HOT_RELOAD_PREFIX = '/_next/hmr';

const BASE_PATH_VARIABLE = 'PODSHELL_PAGES_BASE_PATH';

/** Prepares the pages. In production they must have been built. */
export async function createNextApp({
  directory,
  dev,
  host,
  port,
  basePath,
}: NextAppOptions): Promise<NextApp> {
  if (!dev) {
    return {
      ...createBuiltApp({ directory, basePath }),
      handleUpgrade: () => false,
      dispose: () => Promise.resolve(),
    };
  }
  // Loaded for development alone.
  const { default: next } = await import('next');
  // next.config.mjs reads it: a custom server cannot hand Next a configuration.
  process.env[BASE_PATH_VARIABLE] = basePath;
  const decoy = createServer();
  const app = next({ dir: directory, dev, hostname: host, port, httpServer: decoy });
  await app.prepare();
  const handle = app.getRequestHandler();
  return {
    handleRequest(request, response) {
      putBasePathOn(request, basePath);
      return handle(request, response);
    },
    handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
      const wanted = request.url?.startsWith(HOT_RELOAD_PREFIX) === true;
      if (wanted) putBasePathOn(request, basePath);
      return wanted && decoy.emit('upgrade', request, socket, head);
    },
    dispose: () => app.close(),
  };
}
