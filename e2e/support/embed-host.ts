/** A page of another site that shows frames and records their messages. */

import { once } from 'node:events';
import { createServer, type Server } from 'node:http';

/** A message from a frame, with its origin. */
export interface Heard {
  readonly origin: string;
  readonly data: unknown;
}

/** What the host page offers to tests. */
export interface HostWindow {
  readonly heard: readonly Heard[];
  /** Posts a message to its first frame. */
  say(data: unknown, targetOrigin: string): void;
}

const SCRIPT = `
  const frames = new URLSearchParams(location.search).getAll('frame');
  for (const src of frames) {
    const frame = document.createElement('iframe');
    frame.src = src;
    frame.title = src;
    frame.allow = 'clipboard-read; clipboard-write';
    document.body.append(frame);
  }
  window.heard = [];
  addEventListener('message', ({ origin, data, source }) => {
    if (source === window.frames[0]) heard.push({ origin, data });
  });
  window.say = (data, targetOrigin) => window.frames[0].postMessage(data, targetOrigin);
`;

const PAGE = `<!doctype html>
<html lang="en">
<title>Portal</title>
<style>iframe { width: 900px; height: 400px; display: block }</style>
<body>
<input aria-label="The host's own field" autofocus>
<script>${SCRIPT}</script>
`;

export class EmbedHost {
  /** Served as `localhost`, so for a browser it is another site than `127.0.0.1`. */
  readonly origin: string;
  readonly #server: Server;

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.origin = `http://localhost:${port}`;
  }

  static async start(): Promise<EmbedHost> {
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('No port');
    return new EmbedHost(server, address.port);
  }

  /** The address of the host page with these frames. */
  pageWith(...frames: readonly string[]): string {
    return `${this.origin}/?${new URLSearchParams(frames.map((frame) => ['frame', frame]))}`;
  }

  async dispose(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }
}
