/** `/healthz` and `/readyz`, answered without Next, so that they work while pages are slow. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Health } from './ports.ts';
import { writeProblem } from './problem-response.ts';

/** True for the paths that probes ask for. */
export function isHealthPath(pathname: string): boolean {
  return pathname === '/healthz' || pathname === '/readyz';
}

/** Answers a health route; false for any other path. */
export function answerHealth(
  pathname: string,
  request: IncomingMessage,
  response: ServerResponse,
  health: Health,
): boolean {
  if (!isHealthPath(pathname)) return false;
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD');
    writeProblem(response, 'method-not-allowed', `${pathname} answers GET and HEAD only.`);
  } else if (pathname === '/readyz' && !health.ready) {
    writeProblem(response, 'draining', 'This server accepts no new shells, because it is shutting down.');
  } else {
    const body = Buffer.from(JSON.stringify({ status: pathname === '/healthz' ? 'ok' : 'ready' }));
    const headers = {
      'content-type': 'application/json',
      'content-length': body.length,
      'cache-control': 'no-store',
    };
    response.writeHead(200, headers).end(body);
  }
  return true;
}
