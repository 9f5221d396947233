/** Requests with and without the base path: a proxy may have taken it off. */

import type { IncomingMessage } from 'node:http';
import { withoutBasePath } from '#protocol/base-path.ts';

/** Runs once, before anything reads the path, so that every check, handler and log line sees paths without the base. */
export function takeBasePathOff(request: Pick<IncomingMessage, 'url'>, basePath: string): void {
  if (request.url !== undefined) request.url = withoutBasePath(basePath, request.url);
}

/** Puts the base path on for Next, which has `/podshell` for `/podshell/`. */
export function putBasePathOn(request: Pick<IncomingMessage, 'url'>, basePath: string): void {
  if (basePath === '' || request.url === undefined) return;
  request.url = `${basePath}${request.url.replace(/^\/($|[?#])/, '$1')}`;
}
