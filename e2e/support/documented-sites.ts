/** Sites with the names and the https addresses of the documents, on this machine. */

import { once } from 'node:events';
import { createServer as createPageServer } from 'node:http';
import { connect } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import { createServerIdentity } from '#demo-cluster/tls/authority.ts';

export interface DocumentedSites {
  /** Arguments with which Chromium finds them. */
  readonly browserArgs: readonly string[];
  dispose(): Promise<void>;
}

/**
 * Serves pages by host name, and passes all other hosts on to a server.
 * @param pages HTML by host name
 * @param port of the server on this machine
 */
export async function serveSites(
  pages: Readonly<Record<string, string>>,
  port: number,
): Promise<DocumentedSites> {
  const pageServer = createPageServer((request, response) => {
    const page = pages[request.headers.host ?? ''];
    response.writeHead(page === undefined ? 404 : 200, { 'content-type': 'text/html' }).end(page);
  });
  const { certPem, keyPem } = await createServerIdentity(Date.now());
  const open = new Set<TLSSocket>();
  const server = createServer({ cert: certPem, key: keyPem }, (socket) => {
    open.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => open.delete(socket));
    // Of the name that the browser asked for.
    if ((socket as TLSSocket & { servername: string }).servername in pages) {
      pageServer.emit('connection', socket);
      return;
    }
    const upstream = connect(port, '127.0.0.1');
    upstream.on('error', () => socket.destroy());
    socket.pipe(upstream).pipe(socket);
    socket.once('close', () => upstream.destroy());
    upstream.once('close', () => socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  return {
    browserArgs: [
      `--host-resolver-rules=MAP *.example.com:443 127.0.0.1:${address.port}`,
      '--ignore-certificate-errors',
    ],
    async dispose() {
      server.close();
      for (const socket of open) socket.destroy();
      await once(server, 'close');
    },
  };
}
