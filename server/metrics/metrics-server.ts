/** The listener for Prometheus: `/metrics` and nothing else, apart from the pages and their users. */

import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from '#server/ports.ts';

export interface MetricsServerOptions {
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  readonly metrics: {
    readonly contentType: string;
    /** The present text. */
    scrape(): Promise<string>;
  };
  readonly logger: Logger;
}

export interface MetricsServer {
  /** Where it listens, with the real port. */
  readonly url: string;
  /** Stops listening and cuts what is open. Idempotent. */
  dispose(): Promise<void>;
}

/** Nobody has reason to send more, or to take longer. */
const LIMITS = { maxHeaderSize: 8 * 1024, headersTimeout: 5000, requestTimeout: 10_000 };
/** Prometheus keeps its connection from one scrape to the next: every minute, by default. */
const KEEP_ALIVE_MS = 75_000;
/** Prometheus servers, and people who look. */
const MAX_CONNECTIONS = 50;

/**
 * Listens.
 * @throws the system's error, for instance EADDRINUSE
 */
export async function startMetricsServer(options: MetricsServerOptions): Promise<MetricsServer> {
  const { host, port, metrics, logger } = options;
  const server = createServer(
    { ...LIMITS, keepAliveTimeout: KEEP_ALIVE_MS, connectionsCheckingInterval: LIMITS.headersTimeout },
    async (request, response) => {
      response.setHeader('x-content-type-options', 'nosniff');
      response.setHeader('cache-control', 'no-store');
      if (request.url?.split('?', 1)[0] !== '/metrics') {
        answer(response, 404, 'text/plain', 'Only /metrics is served here.\n');
      } else if (request.method !== 'GET' && request.method !== 'HEAD') {
        response.setHeader('allow', 'GET, HEAD');
        answer(response, 405, 'text/plain', '/metrics answers GET and HEAD only.\n');
      } else {
        try {
          answer(response, 200, metrics.contentType, await metrics.scrape());
        } catch (error) {
          logger.error({ err: error }, 'Metrics could not be read');
          answer(response, 500, 'text/plain', 'The metrics could not be read. See the server log.\n');
        }
      }
    },
  );
  server.maxConnections = MAX_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      server.on('error', (error) => logger.error({ err: error }, 'Metrics connection not accepted'));
      resolve();
    });
  });
  const { address, family, port: actual } = server.address() as AddressInfo;
  let closing: Promise<void> | undefined;
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${actual}/metrics`,
    dispose() {
      closing ??= new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      return closing;
    },
  };
}

function answer(response: ServerResponse, status: number, contentType: string, body: string): void {
  const bytes = Buffer.from(body);
  response.writeHead(status, { 'content-type': contentType, 'content-length': bytes.length }).end(bytes);
}
