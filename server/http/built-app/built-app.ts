/**
 * The built pages without Next's server: each built page is called by the interface that Next documents for platforms
 * ("Invoking Entrypoints"). Next's own server would load 8 MB of what serving needs not: routers for features that are not
 * used, two servers, configuration and its checks.
 */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { putBasePathOn } from '../request/base-path.ts';
import { readBuiltRoutes } from './built-routes.ts';
import { compressionOf } from './compression.ts';
import { dropInternalParts } from './internal-parts.ts';
import { staticFilesIn } from './static-files.ts';

const STATIC = '/_next/static/';

const NEVER_CACHED = 'private, no-cache, no-store, max-age=0, must-revalidate';

interface Entry {
  handler(
    request: IncomingMessage,
    response: ServerResponse,
    context: { waitUntil(work: Promise<unknown>): void; requestMeta: object },
  ): Promise<unknown>;
}

interface ErrorHandlers {
  /** @param alone whether all others are removed */
  installProcessErrorHandlers(alone: boolean): void;
}

export interface BuiltAppOptions {
  /** The directory with `.next/`. */
  readonly directory: string;
  readonly basePath: string;
}

/** @returns what answers requests. @throws Error for a build of another version */
export function createBuiltApp({ directory, basePath }: BuiltAppOptions) {
  const require = createRequire(import.meta.url);
  // What Next expects of Node, for instance its global `AsyncLocalStorage`.
  require('next/dist/build/adapter/setup-node-env.external');
  // What nobody catches is logged and ends no shell. Next would see to it with the first page only.
  (
    require('next/dist/server/node-environment-extensions/process-error-handlers') as ErrorHandlers
  ).installProcessErrorHandlers(false);
  const built = join(directory, '.next');
  const routes = readBuiltRoutes(built);
  const files = staticFilesIn(join(built, 'static'));
  const compress = compressionOf(require);
  // Without a host name of ours, which may be an IPv6 address: Next puts it into URLs as it is.
  const requestMeta = { relativeProjectDir: relative(process.cwd(), directory) };
  // A page that loads others by itself is a promise. Node keeps what is loaded.
  const entry = async (file: string) => (await require(join(built, 'server', file))) as Entry;
  return {
    async handleRequest(request: IncomingMessage, response: ServerResponse): Promise<void> {
      dropInternalParts(request);
      compress(request, response);
      const [path = '/', query] = (request.url ?? '/').split(/\?(.*)/s);
      if (path.startsWith(STATIC)) {
        await files.serve(path.slice(STATIC.length), request, response);
        return;
      }
      if (path !== '/' && path.endsWith('/') && !path.includes('//')) {
        const location = `${basePath}${path.slice(0, -1)}${query === undefined ? '' : `?${query}`}`;
        response.writeHead(308, { location, refresh: `0;url=${location}` }).end(location);
        return;
      }
      if (isMalformed(path)) {
        response.writeHead(400, { 'content-type': 'text/plain; charset=utf-8' }).end('Bad Request');
        return;
      }
      const route = routes.find(path);
      if (route === undefined) {
        response.statusCode = 404;
        response.setHeader('cache-control', NEVER_CACHED);
      }
      const file = route?.file ?? routes.notFound;
      if (file === undefined) {
        response.setHeader('content-type', 'text/plain; charset=utf-8');
        response.end('Not Found');
        return;
      }
      putBasePathOn(request, basePath);
      const { handler } = await entry(file);
      await handler(request, response, {
        // Nothing of ours goes on after an answer.
        waitUntil: (work) => void work.catch(() => {}),
        // Left to itself, Next takes them from the query where the path has `[pod]` or `..`, and without `.rsc` at the end.
        requestMeta: { ...requestMeta, params: route?.params },
      });
    },
  };
}

function isMalformed(path: string): boolean {
  try {
    decodeURIComponent(path);
    return false;
  } catch {
    return true;
  }
}
