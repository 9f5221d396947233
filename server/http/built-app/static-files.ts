/** The files below `/_next/static/`: scripts, styles and fonts. Their names change with their content. */

import { createReadStream, readdirSync, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=UTF-8',
  '.js': 'application/javascript; charset=UTF-8',
  '.json': 'application/json; charset=UTF-8',
  '.map': 'application/json; charset=UTF-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=UTF-8',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

export interface StaticFiles {
  /** Answers with the file, or with 404 where there is none. @param path below the folder, as it was asked for */
  serve(path: string, request: IncomingMessage, response: ServerResponse): Promise<void>;
}

/** Lists the files once, so that no path from outside is ever used as one. @param folder `.next/static` */
export function staticFilesIn(folder: string): StaticFiles {
  const names = new Set(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      // A copy of a build may hold links.
      .filter((entry) => !entry.isDirectory())
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(folder.length + 1)
          .split(sep)
          .join('/'),
      ),
  );
  return {
    async serve(path, request, response) {
      const name = names.has(path) ? path : decoded(path);
      if (!names.has(name)) {
        // Another replica, or the next build, may have it.
        response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
        response.end('Not Found');
        return;
      }
      const file = join(folder, name);
      const { size, mtime } = statSync(file);
      const etag = `W/"${size.toString(16)}-${mtime.getTime().toString(16)}"`;
      response.setHeader('cache-control', 'public, max-age=31536000, immutable');
      response.setHeader('etag', etag);
      response.setHeader('last-modified', mtime.toUTCString());
      if (request.headers['if-none-match'] === etag) {
        response.writeHead(304).end();
        return;
      }
      response.setHeader('content-type', TYPES[extname(name)] ?? 'application/octet-stream');
      response.setHeader('content-length', size);
      if (request.method === 'HEAD') response.end();
      else await pipeline(createReadStream(file), response).catch(unlessLeft);
    },
  };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return '';
  }
}

/** A browser that has left is no failure. */
function unlessLeft(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
}
