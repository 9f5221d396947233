/** The pages outside of sessions: greeting, info and the iframe page. */

import { createHash, randomInt } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ResolvedOptions } from '../options.ts';
import { setCacheable } from './headers.ts';
import { respond } from './respond.ts';

export function respondGreeting(response: ServerResponse): void {
  respond(response, 200, 'text/plain; charset=UTF-8', 'Welcome to SockJS!\n');
}

/** The features from which the client chooses a transport. `entropy` is for browsers without a good random source. */
export function respondInfo(response: ServerResponse, options: ResolvedOptions): void {
  const info = {
    websocket: options.websocket,
    origins: ['*:*'],
    cookie_needed: options.jsessionid,
    entropy: randomInt(2 ** 32),
  };
  respond(response, 200, 'application/json; charset=UTF-8', JSON.stringify(info));
}

/** The page that old browsers load to reach the server from another origin. */
export class IframePage {
  readonly #html: string;
  readonly #etag: string;

  /** @param clientUrl URL of the sockjs-client script */
  constructor(clientUrl: string) {
    this.#html = iframeHtml(clientUrl);
    this.#etag = `"${createHash('sha256').update(this.#html).digest('base64url')}"`;
  }

  respond(request: IncomingMessage, response: ServerResponse, nowMs: number): void {
    setCacheable(response, nowMs);
    response.setHeader('ETag', this.#etag);
    if (this.#isCurrent(request.headers['if-none-match'])) {
      response.writeHead(304);
      response.end();
      return;
    }
    respond(response, 200, 'text/html; charset=UTF-8', this.#html);
  }

  #isCurrent(ifNoneMatch: string | undefined): boolean {
    if (ifNoneMatch === undefined) return false;
    const tags = ifNoneMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
    return tags.includes(this.#etag) || tags.includes('*');
  }
}

function iframeHtml(clientUrl: string): string {
  return `<!DOCTYPE html>
<html>
<head>
  <meta http-equiv="X-UA-Compatible" content="IE=edge" />
  <meta http-equiv="Content-Type" content="text/html; charset=UTF-8" />
  <script src="${escapeAttribute(clientUrl)}"></script>
  <script>
    document.domain = document.domain;
    SockJS.bootstrap_iframe();
  </script>
</head>
<body>
  <h2>Don't panic!</h2>
  <p>This is a SockJS hidden iframe. It's used for cross domain magic.</p>
</body>
</html>`;
}

function escapeAttribute(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
